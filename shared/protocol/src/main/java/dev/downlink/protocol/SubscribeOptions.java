package dev.downlink.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a client may ask for when it subscribes, beside a position.
 *
 * @param data for the application that decides about the subscription
 * @param joinLeave whether the client wants to know who joins and leaves
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

    /** Which encoding of changes a client asks for in place of whole publications. */
    public enum DeltaRequest {
        NONE,
        FOSSIL,
        /** One that this protocol does not know. */
        UNKNOWN;

        static DeltaRequest of(@Nullable String name) {
            if (name == null || name.isEmpty()) {
                return NONE;
            }
            return name.equals("fossil") ? FOSSIL : UNKNOWN;
        }
    }
}
