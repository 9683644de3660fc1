/** The local API Gateway: one port with the WebSocket API, {@code @connections}, the HTTP API and the console. */
@NullMarked
package dev.downlink.local.gateway;

import org.jspecify.annotations.NullMarked;
