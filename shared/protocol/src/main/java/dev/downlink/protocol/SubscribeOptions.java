package dev.downlink.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The options of a subscribe command, besides a position.
 *
 * @param data for the application that decides about the subscription
 * @param joinLeave whether the client wants join and leave pushes
 * @param rejectUnrecovered whether a recovery that fails is to be answered with error 112, without a subscription
 * @param filter which publications the client wants; absent if all
 */
public record SubscribeOptions(
        @Nullable Json data,
        boolean joinLeave,
        boolean rejectUnrecovered,
        DeltaRequest delta,
        @Nullable TagsFilter filter) {

    public static final SubscribeOptions NONE = new SubscribeOptions(null, false, false, DeltaRequest.NONE, null);

    /** The delta encoding that a client requests. */
    public enum DeltaRequest {
        NONE,
        FOSSIL,
        /** An unknown encoding. */
        UNKNOWN;

        static DeltaRequest of(@Nullable String name) {
            if (name == null || name.isEmpty()) {
                return NONE;
            }
            return name.equals("fossil") ? FOSSIL : UNKNOWN;
        }
    }
}
