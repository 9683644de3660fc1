package dev.downlink.protocol;

import org.jspecify.annotations.Nullable;

/** What the server sends unasked. */
public sealed interface Push {

    record Published(String channel, Publication publication) implements Push {}

    /** @param client of the connection that subscribed, as it was at that moment */
    record Joined(String channel, ClientInfo client) implements Push {}

    /** @param client of the connection that unsubscribed or ended */
    record Left(String channel, ClientInfo client) implements Push {}

    /**
     * The server subscribed the connection to a channel.
     *
     * @param position after which publications are pushed; absent without history
     */
    record Subscribed(
            String channel,
            @Nullable StreamPosition position,
            Tracking tracking,
            @Nullable Json data) implements Push {}

    /** @param code 2000: by the server; from 2500 on the client subscribes again */
    record Unsubscribed(String channel, int code, String reason) implements Push {}

    /** @param expiresInSeconds how long the connection lasts now; absent if it does not expire */
    record Refreshed(@Nullable Long expiresInSeconds) implements Push {}

    /** A message to this connection alone, of no channel. */
    record Message(Json data) implements Push {}

    /** Precedes a close, which cannot carry a code of ours through API Gateway. */
    record Disconnected(int code, String reason) implements Push {}
}
