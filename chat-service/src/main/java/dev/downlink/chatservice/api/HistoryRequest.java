package dev.downlink.chatservice.api;

import dev.downlink.protocol.StreamPosition;
import org.jspecify.annotations.Nullable;

/**
 * What {@code history} asks.
 *
 * @param limit how many publications at most; 0 for the position only, -1 for all
 * @param since only what comes after it, or before it if reverse; an empty epoch is any
 */
record HistoryRequest(String channel, int limit, @Nullable StreamPosition since, boolean reverse) {}
