package dev.downlink.connection;

import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The registry in memory, over {@link InMemorySubscriptions}. */
public final class InMemoryConnections implements ConnectionRepository {

    private final Map<ConnectionId, Connection> connections = new ConcurrentHashMap<>();
    private final InMemorySubscriptions subscriptions;
    private final Clock clock;

    public InMemoryConnections(InMemorySubscriptions subscriptions, Clock clock) {
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    @Override
    public void open(Connection connection) {
        connections.put(connection.id(), connection);
    }

    @Override
    public Optional<Connection> find(ConnectionId id) {
        return Optional.ofNullable(connections.get(id))
                .filter(connection -> connection.expiresAt().isAfter(clock.instant()));
    }

    @Override
    public UserPage ofUser(String user, @Nullable ConnectionId after, int limit) {
        List<Connection> left = connections.values().stream()
                .filter(connection ->
                        connection.user().equals(user) && connection.expiresAt().isAfter(clock.instant()))
                .filter(connection -> after == null || connection.id().value().compareTo(after.value()) > 0)
                .sorted(Comparator.comparing(connection -> connection.id().value()))
                .toList();
        List<Connection> page = left.subList(0, Math.min(limit, left.size()));
        return new UserPage(
                page, page.size() == left.size() ? null : page.getLast().id());
    }

    @Override
    public Optional<Identified> identify(
            ConnectionId id, Dialect dialect, String user, @Nullable Json info, Credentials credentials) {
        @Nullable
        Connection identified = connections.computeIfPresent(
                id,
                (key, was) -> new Connection(
                        id,
                        dialect,
                        Framing.of(dialect, was.framing() == Framing.LINES),
                        user,
                        info,
                        true,
                        was.connectedAt(),
                        was.expiresAt(),
                        credentials));
        if (identified == null) {
            return Optional.empty();
        }
        subscriptions.identify(id, dialect, user, info);
        return Optional.of(new Identified(identified, subscriptions.channelsOf(id)));
    }

    @Override
    public boolean refresh(ConnectionId id, @Nullable Json info, Credentials credentials) {
        return connections.computeIfPresent(
                        id,
                        (key, was) -> new Connection(
                                id,
                                was.dialect(),
                                was.framing(),
                                was.user(),
                                info,
                                was.inSession(),
                                was.connectedAt(),
                                was.expiresAt(),
                                credentials))
                != null;
    }

    @Override
    public List<Subscription> remove(ConnectionId id) {
        connections.remove(id);
        return subscriptions.removeAll(id);
    }

    @Override
    public List<ConnectionId> expired(Instant now, int limit) {
        return connections.values().stream()
                .filter(connection -> !connection.expiresAt().isAfter(now))
                .sorted(Comparator.comparing(Connection::expiresAt))
                .limit(limit)
                .map(Connection::id)
                .toList();
    }
}
