package dev.downlink.local.gateway;

import dev.downlink.local.gateway.http.HttpRoute;
import dev.downlink.local.gateway.integration.RateLimit;
import dev.downlink.local.gateway.websocket.ManagementFaults;
import dev.downlink.local.gateway.websocket.WebSocketRoute;
import dev.downlink.local.gateway.websocket.WebSocketSettings;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gateways as tests need them. */
final class Gateways {

    /** Routes of every kind: {@code echo} replies, {@code quiet} does not. */
    static final Routes ROUTES = new Routes(
            Map.of(
                    "$connect", new WebSocketRoute("connect", false),
                    "$disconnect", new WebSocketRoute("disconnect", false),
                    "$default", new WebSocketRoute("default", true),
                    "echo", new WebSocketRoute("echo", true),
                    "quiet", new WebSocketRoute("quiet", false)),
            List.of(
                    new HttpRoute("POST /api/publish", "api"),
                    new HttpRoute("GET /api/items/{id}", "item"),
                    new HttpRoute("ANY /api/files/{proxy+}", "files")));

    static final Duration LONG = Duration.ofMinutes(10);

    private static final EventLoopGroup EVENT_LOOPS =
            new MultiThreadIoEventLoopGroup(new DefaultThreadFactory("gateway", true), NioIoHandler.newFactory());

    private Gateways() {}

    static Gateway start(RecordingLambda lambda) throws IOException {
        return start(lambda, ROUTES, settings());
    }

    static Gateway start(RecordingLambda lambda, Routes routes, GatewaySettings settings) throws IOException {
        return start(lambda, routes, settings, new ManagementFaults());
    }

    static Gateway start(RecordingLambda lambda, Routes routes, GatewaySettings settings, ManagementFaults faults)
            throws IOException {
        return start(lambda, routes, settings, faults, Optional.empty());
    }

    static Gateway start(
            RecordingLambda lambda,
            Routes routes,
            GatewaySettings settings,
            ManagementFaults faults,
            Optional<Path> console)
            throws IOException {
        return Gateway.start(EVENT_LOOPS, settings, routes, lambda, faults, console);
    }

    static GatewaySettings settings() {
        return GatewaySettings.onPort(0).withRequests(new RateLimit(1e6, 1_000_000));
    }

    static GatewaySettings settings(WebSocketSettings webSocket) {
        return settings().withWebSocket(webSocket);
    }
}
