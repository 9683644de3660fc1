package dev.downlink.connection;

import dev.downlink.protocol.Json;
import org.jspecify.annotations.Nullable;

/**
 * Which pushes of its channel a subscription gets.
 *
 * @param filter the tags filter that publications must match; absent if all are pushed
 * @param joinLeave whether it is told who joins and leaves
 * @param delta how publications are written; never without history, nor together with a filter
 */
public record PushOptions(@Nullable Json filter, boolean joinLeave, DeltaState delta) {

    /** All publications, and nothing else. */
    public static final PushOptions DEFAULT = new PushOptions(null, false);

    /** Without delta. */
    public PushOptions(@Nullable Json filter, boolean joinLeave) {
        this(filter, joinLeave, new DeltaState.Off());
    }

    public PushOptions withDelta(DeltaState changed) {
        return new PushOptions(filter, joinLeave, changed);
    }
}
