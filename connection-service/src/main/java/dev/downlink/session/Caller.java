package dev.downlink.session;

import dev.downlink.connection.ConnectionId;

/** Where a frame came from. */
record Caller(ConnectionId connection, String requestId, String route) {}
