package dev.downlink.local.gateway;

import dev.downlink.local.gateway.integration.RateLimit;
import dev.downlink.local.gateway.websocket.WebSocketSettings;
import java.time.Duration;

/**
 * The settings of the gateway.
 *
 * @param port 0 for any free one
 * @param httpTimeout how long a function may take to answer an HTTP request
 * @param requests the account's limit over messages, management calls and HTTP requests together
 */
public record GatewaySettings(int port, WebSocketSettings webSocket, Duration httpTimeout, RateLimit requests) {

    /** The defaults of AWS. */
    public static GatewaySettings onPort(int port) {
        return new GatewaySettings(
                port, WebSocketSettings.defaults(), Duration.ofSeconds(30), new RateLimit(10_000, 5_000));
    }

    public GatewaySettings withWebSocket(WebSocketSettings settings) {
        return new GatewaySettings(port, settings, httpTimeout, requests);
    }

    public GatewaySettings withHttpTimeout(Duration timeout) {
        return new GatewaySettings(port, webSocket, timeout, requests);
    }

    public GatewaySettings withRequests(RateLimit limit) {
        return new GatewaySettings(port, webSocket, httpTimeout, limit);
    }
}
