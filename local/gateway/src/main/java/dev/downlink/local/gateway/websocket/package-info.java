/** The WebSocket API: the handshake, the open connections and their management API. */
@NullMarked
package dev.downlink.local.gateway.websocket;

import org.jspecify.annotations.NullMarked;
