package dev.downlink.connectionservice.api;

import dev.downlink.api.ApiAnswer;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.Credentials;
import dev.downlink.connection.TokenExpiries;
import dev.downlink.connectionservice.ClientPusher;
import dev.downlink.connectionservice.Expiry;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Push;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Prolongs or ends connections that expire, for back ends. */
@Singleton
final class RefreshCalls {

    private static final Push.Disconnected CONNECTION_EXPIRED = new Push.Disconnected(3005, "connection expired");

    private final ConnectedClients clients;
    private final ConnectionRepository connections;
    private final TokenExpiries expiries;
    private final ClientPusher pusher;
    private final Clock clock;

    RefreshCalls(
            ConnectedClients clients,
            ConnectionRepository connections,
            TokenExpiries expiries,
            ClientPusher pusher,
            Clock clock) {
        this.clients = clients;
        this.connections = connections;
        this.expiries = expiries;
        this.pusher = pusher;
        this.clock = clock;
    }

    ApiAnswer refresh(RefreshRequest request) {
        @Nullable
        Instant expiresAt =
                request.expireAtEpochSeconds() == 0 ? null : Instant.ofEpochSecond(request.expireAtEpochSeconds());
        boolean expired = request.expired() || Expiry.hasEnded(expiresAt, clock.instant());
        return clients.each(
                request.user(),
                request.client(),
                connection -> expired
                        ? pusher.disconnect(connection, CONNECTION_EXPIRED)
                        : renew(connection, request.info(), expiresAt));
    }

    private boolean renew(Connection connection, @Nullable Json info, @Nullable Instant expiresAt) {
        Credentials held = connection.credentials();
        boolean renewed = connections.refresh(
                connection.id(),
                info == null ? connection.info() : info,
                new Credentials(held.meta(), expiresAt, held.channels()));
        if (renewed) {
            expiries.note(connection.id(), expiresAt);
            // For the client to know; SDKs refresh when their token expires, whether they are told or not.
            pusher.push(connection, new Push.Refreshed(Expiry.secondsLeft(expiresAt, clock.instant())));
        }
        return true;
    }
}
