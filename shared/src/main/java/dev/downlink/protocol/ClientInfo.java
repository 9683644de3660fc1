package dev.downlink.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Who a publication came from, or who is present.
 *
 * @param client the connection's client id
 * @param user empty for an anonymous client
 * @param connectionInfo from the connection token's {@code info}
 * @param channelInfo from the subscription token's {@code info}
 */
public record ClientInfo(
        String client,
        String user,
        @Nullable Json connectionInfo,
        @Nullable Json channelInfo) {}
