package dev.downlink.local.gateway.websocket;

import dev.downlink.local.gateway.integration.RateLimit;
import java.time.Duration;

/**
 * The settings of the WebSocket API and its one stage. {@link #defaults()} are those of AWS; there, most are fixed.
 *
 * @param stage first segment of the path
 * @param apiId as events show it
 * @param newConnections attempts beyond it are refused with 429
 * @param outboundBufferBytes what may wait for one slow client before a POST to it gets 429; it is exceeded by at most
 *     one message
 */
public record WebSocketSettings(
        String stage,
        String apiId,
        Duration idleTimeout,
        Duration maximumDuration,
        Duration integrationTimeout,
        RateLimit newConnections,
        int outboundBufferBytes) {

    public static WebSocketSettings defaults() {
        return new WebSocketSettings(
                "local",
                "local",
                Duration.ofMinutes(10),
                Duration.ofHours(2),
                Duration.ofSeconds(29),
                new RateLimit(500, 500),
                512 * 1024);
    }

    public WebSocketSettings withTimes(Duration idle, Duration maximum, Duration integration) {
        return new WebSocketSettings(stage, apiId, idle, maximum, integration, newConnections, outboundBufferBytes);
    }

    public WebSocketSettings withNewConnections(RateLimit limit) {
        return new WebSocketSettings(
                stage, apiId, idleTimeout, maximumDuration, integrationTimeout, limit, outboundBufferBytes);
    }
}
