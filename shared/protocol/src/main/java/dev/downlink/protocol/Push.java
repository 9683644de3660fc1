package dev.downlink.protocol;

import org.jspecify.annotations.Nullable;

/** A message of the server that answers no command. */
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

    /** @param expiresInSeconds until the connection expires; absent if it does not */
    record Refreshed(@Nullable Long expiresInSeconds) implements Push {}

    /** A message to this connection only, without a channel. */
    record Message(Json data) implements Push {}

    /** Precedes a close: API Gateway lets an application choose no close code. */
    record Disconnected(int code, String reason) implements Push {}
}
