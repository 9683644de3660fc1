package dev.downlink.connectionservice;

import dev.downlink.connection.ConnectionId;

/** The origin of a frame. */
record Caller(ConnectionId connection, String requestId, String route) {}
