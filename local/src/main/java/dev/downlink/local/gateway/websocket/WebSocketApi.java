package dev.downlink.local.gateway.websocket;

import dev.downlink.local.gateway.integration.Integration;
import dev.downlink.local.gateway.integration.Throttle;
import dev.downlink.local.lambda.Lambda;
import io.netty.channel.ChannelPipeline;
import java.time.Clock;
import java.util.Map;

/** An API Gateway WebSocket API with one stage, to be put into the pipelines of an HTTP server. */
public final class WebSocketApi implements AutoCloseable {

    private final Target.Parser targets;
    private final Connections connections;
    private final Handshakes handshakes;
    private final ManagementCalls management;

    /**
     * @param routes by route key
     * @param requests the account's limit: every message and management call counts
     * @throws IllegalArgumentException if the route selection expression is not understood
     */
    public WebSocketApi(
            WebSocketSettings settings,
            Map<String, WebSocketRoute> routes,
            Lambda lambda,
            Throttle requests,
            ManagementFaults faults,
            Clock clock) {
        SocketRoutes socketRoutes = new SocketRoutes(routes, settings.routeSelectionExpression());
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

    /** Serves the stage's requests of one connection, ahead of the handlers that follow the HTTP codec. */
    public void install(ChannelPipeline pipeline, String httpCodecName) {
        pipeline.addAfter(httpCodecName, "stage-handler", new StageHandler(targets, handshakes, management));
        pipeline.addAfter(httpCodecName, "stage-aggregator", new StageAggregator(targets));
    }

    /** Ends every connection as API Gateway does when it goes away, and tells {@code $disconnect}. */
    @Override
    public void close() {
        connections.close();
    }
}
