package dev.downlink.session;

import dev.downlink.connection.ConnectionId;

/** The origin of a frame. */
public record Caller(ConnectionId connection, String requestId, String route) {}
