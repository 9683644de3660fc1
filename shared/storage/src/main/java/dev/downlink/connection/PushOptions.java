package dev.downlink.connection;

import dev.downlink.protocol.Json;
import org.jspecify.annotations.Nullable;

/**
 * Which pushes of its channel a subscription gets.
 *
 * @param filter the tags filter that publications must match; absent if all are pushed
 * @param joinLeave whether it is told who joins and leaves
 */
public record PushOptions(@Nullable Json filter, boolean joinLeave) {

    /** All publications, and nothing else. */
    public static final PushOptions DEFAULT = new PushOptions(null, false);
}
