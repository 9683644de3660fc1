package dev.downlink.local.gateway.websocket;

import dev.downlink.local.aws.Tasks;
import dev.downlink.local.gateway.integration.Integration;
import dev.downlink.local.gateway.integration.RequestStamp;
import io.netty.channel.Channel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The open connections. Each one that was added is reported to {@code $disconnect} exactly once. */
final class Connections {

    /** How long stopping waits for clients to answer close frames and for {@code $disconnect} to return. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<ConnectionId, Connection> open = new ConcurrentHashMap<>();
    private final Map<ConnectionId, CompletableFuture<?>> disconnects = new ConcurrentHashMap<>();
    private final SocketRoutes routes;
    private final Integration integration;
    private final SocketEvents events;
    private final Clock clock;
    private volatile boolean closing;

    Connections(SocketRoutes routes, Integration integration, SocketEvents events, Clock clock) {
        this.routes = routes;
        this.integration = integration;
        this.events = events;
        this.clock = clock;
    }

    Connection open(ConnectionId id, Client client, Instant connectedAt, Channel channel) {
        Connection connection = new Connection(id, client, connectedAt, channel, clock, this::ended);
        open.put(id, connection);
        return connection;
    }

    Optional<Connection> find(ConnectionId id) {
        return Optional.ofNullable(open.get(id));
    }

    boolean areClosing() {
        return closing;
    }

    /** Ends every connection, new ones included, and waits a little for what that sets in motion. */
    void close() {
        closing = true;
        Map<ConnectionId, Connection> last = Map.copyOf(open);
        last.values().forEach(connection -> connection.close(Ending.GOING_AWAY));
        CompletableFuture<?>[] pending = Stream.concat(
                        last.values().stream().map(Connection::closed), disconnects.values().stream())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(pending)
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private void ended(Connection connection, Ending ending) {
        open.remove(connection.id());
        routes.disconnect().ifPresent(route -> {
            byte[] event = events.disconnect(connection, ending, RequestStamp.next(clock));
            CompletableFuture<?> disconnect =
                    integration.invoke(route.functionName(), event).toCompletableFuture();
            disconnects.put(connection.id(), disconnect);
            Tasks.logFailure(disconnect.whenComplete((result, failure) -> disconnects.remove(connection.id())));
        });
    }
}
