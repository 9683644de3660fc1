package dev.downlink.connection;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A client for tests: an anonymous one with an action connection of full lifetime, unless it says otherwise. */
public record TestClient(
        ConnectionId id,
        Instant connectedAt,
        Dialect dialect,
        String user,
        @Nullable Json info,
        boolean inSession) {

    public TestClient(ConnectionId id, Instant connectedAt) {
        this(id, connectedAt, Dialect.ACTION, "", null, false);
    }

    public TestClient withUser(String changed) {
        return new TestClient(id, connectedAt, dialect, changed, info, inSession);
    }

    public TestClient withInfo(Json changed) {
        return new TestClient(id, connectedAt, dialect, user, changed, inSession);
    }

    /** A Centrifuge client whose session has begun. */
    public TestClient withSession() {
        return new TestClient(id, connectedAt, Dialect.CENTRIFUGE, user, info, true);
    }

    public Connection connection() {
        return new Connection(
                id,
                dialect,
                Framing.of(dialect, false),
                user,
                info,
                inSession,
                connectedAt,
                connectedAt.plus(Connection.LIFETIME));
    }

    /** Its subscription, to which everything is pushed. */
    public Subscription subscription(String channel) {
        return subscription(new ChannelName(channel), 0);
    }

    public Subscription subscription(ChannelName channel, long fromOffset) {
        Connection connection = connection();
        return new Subscription(
                channel, id, dialect, connection.framing(), user, info, fromOffset, false, connection.expiresAt());
    }
}
