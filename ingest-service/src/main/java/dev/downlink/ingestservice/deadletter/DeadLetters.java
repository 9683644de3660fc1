package dev.downlink.ingestservice.deadletter;

/** Where dead letters are kept. */
public interface DeadLetters {

    /** Keeps a letter. What this returned for is kept; faults are exceptions. */
    void send(DeadLetter letter);
}
