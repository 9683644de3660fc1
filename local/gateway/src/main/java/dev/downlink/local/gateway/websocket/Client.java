package dev.downlink.local.gateway.websocket;

import org.jspecify.annotations.Nullable;

/**
 * Who connected.
 *
 * @param host the {@code Host} header of the handshake
 */
record Client(String host, String sourceIp, @Nullable String userAgent) {

    /** The host without the port. */
    String domainName() {
        int port = host.lastIndexOf(':');
        return port > host.lastIndexOf(']') ? host.substring(0, port) : host;
    }
}
