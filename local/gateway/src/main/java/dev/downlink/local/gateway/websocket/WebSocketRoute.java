package dev.downlink.local.gateway.websocket;

/**
 * What a route key leads to.
 *
 * @param reply whether the function's body is sent to the client (a route response is configured)
 */
public record WebSocketRoute(String functionName, boolean reply) {}
