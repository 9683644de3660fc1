package dev.downlink.ingestservice.deadletter;

/** The dead-letter queue. */
public interface DeadLetters {

    /** Sends a letter; it is stored once this returns. Faults are exceptions. */
    void send(DeadLetter letter);
}
