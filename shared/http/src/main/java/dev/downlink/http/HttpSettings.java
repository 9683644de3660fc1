package dev.downlink.http;

import java.time.Duration;

/**
 * Limits of a client.
 *
 * @param connectTimeout for the server to accept a connection, and for each of its answers in a TLS handshake
 * @param requestTimeout from sending to the end of the response, waiting for a connection and a retry included
 * @param idleTimeout after which an unused connection is closed
 * @param maxConnections above which requests wait for a connection
 * @param maxBodyBytes of a response
 */
public record HttpSettings(
        Duration connectTimeout, Duration requestTimeout, Duration idleTimeout, int maxConnections, int maxBodyBytes) {}
