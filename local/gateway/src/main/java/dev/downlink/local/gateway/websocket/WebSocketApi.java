package dev.downlink.local.gateway.websocket;

import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import dev.downlink.local.gateway.integration.Integration;
import dev.downlink.local.gateway.integration.Throttle;
import dev.downlink.local.lambda.Lambda;
import io.netty.channel.ChannelPipeline;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An API Gateway WebSocket API with one stage, to be put into the pipelines of an HTTP server. */
public final class WebSocketApi implements AutoCloseable {

    private final Target.Parser targets;
    private final Connections connections;
    private final Handshakes handshakes;
    private final ManagementCalls management;

    /**
     * @param routes by route key
     * @param requests the account's limit: every message and management call counts
     */
    public WebSocketApi(
            WebSocketSettings settings,
            Map<String, WebSocketRoute> routes,
            Lambda lambda,
            Throttle requests,
            ManagementFaults faults,
            Clock clock) {
        SocketRoutes socketRoutes = new SocketRoutes(routes);
        SocketEvents events = new SocketEvents(settings);
        Integration integration = new Integration(lambda, settings.integrationTimeout());
        Messages messages = new Messages(socketRoutes, integration, events, requests, clock);
        this.targets = new Target.Parser(settings.stage());
        this.connections = new Connections(socketRoutes, integration, events, clock);
        this.handshakes = new Handshakes(
                socketRoutes,
                integration,
                events,
                new Throttle(settings.newConnections()),
                requests,
                clock,
                new Sockets(settings, connections, messages, clock));
        this.management = new ManagementCalls(new ManagementApi(connections, requests), faults);
    }

    /** Adds what collects request bodies and takes handshakes, to be followed by a handler that asks {@link #handle}. */
    public void install(ChannelPipeline pipeline) {
        pipeline.addLast(new StageAggregator(targets), new UpgradeHandler(targets, handshakes));
    }

    /** Answers a request of the stage that is no handshake; empty if the request is not for this API. */
    public Optional<CompletionStage<HttpResponse>> handle(HttpRequest request) {
        return switch (targets.parse(request.path(), request.headers())) {
            case Target.Elsewhere ignored -> Optional.empty();
            case Target.Managed managed -> Optional.of(management.serve(managed.connectionId(), request));
            case Target.Unknown ignored ->
                Optional.of(CompletableFuture.completedFuture(
                        ManagementApi.forbidden().toRest()));
            case Target.Socket ignored ->
                Optional.of(CompletableFuture.completedFuture(
                        request.method().equals("GET")
                                ? upgradeRequired()
                                : ManagementApi.forbidden().toRest()));
        };
    }

    private static HttpResponse upgradeRequired() {
        return HttpResponse.message(426, "Upgrade Required")
                .withHeader("Upgrade", "websocket")
                .withHeader("Connection", "Upgrade")
                .withHeader("Sec-WebSocket-Version", "13");
    }

    /** Ends every connection as API Gateway does when it goes away, and tells {@code $disconnect}. */
    @Override
    public void close() {
        connections.close();
    }
}
