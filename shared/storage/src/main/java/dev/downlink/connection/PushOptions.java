package dev.downlink.connection;

import dev.downlink.protocol.Json;
import org.jspecify.annotations.Nullable;

/**
 * Which pushes of its channel a subscription gets.
 *
 * @param filter the tags filter that publications must match; absent if all are pushed
 */
public record PushOptions(@Nullable Json filter) {

    /** All publications. */
    public static final PushOptions DEFAULT = new PushOptions(null);
}
