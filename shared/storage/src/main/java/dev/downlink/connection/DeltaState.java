package dev.downlink.connection;

import java.time.Instant;

/** Whether a subscription gets publications as the change from the one before, where that is smaller. */
public sealed interface DeltaState {

    /** It gets them as they were published. */
    record Off() implements DeltaState {}

    /**
     * It will, once its client has the reply to the subscribe command. Nothing is pushed to it before.
     *
     * @param since when the command was carried out
     */
    record Joining(Instant since) implements DeltaState {}

    /** Its client decodes changes. */
    record On() implements DeltaState {}
}
