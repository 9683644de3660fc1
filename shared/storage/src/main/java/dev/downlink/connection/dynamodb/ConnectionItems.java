package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.protocol.Json;
import java.time.Instant;

/**
 * The item of a connection.
 *
 * <p>{@code pk = conn#<id>, sk = meta}: {@link WireAttributes}, {@code u} user, {@code i} info (JSON), {@code s} 1 in session,
 * {@code at} connected at (epoch milliseconds); {@link CredentialAttributes}.
 */
final class ConnectionItems {

    static final String USER = "u";
    static final String INFO = "i";
    static final String IN_SESSION = "s";
    private static final String CONNECTED_AT = "at";

    private ConnectionItems() {}

    static Item item(Connection connection) {
        Item key = ConnectionSubscriptions.connectionKey(connection.id());
        Item wire = WireAttributes.add(key, connection.dialect(), connection.framing());
        return CredentialAttributes.add(wire, connection.credentials())
                .with(USER, connection.user())
                .with(INFO, connection.info() == null ? null : connection.info().text())
                .with(IN_SESSION, connection.inSession() ? 1 : 0)
                .with(CONNECTED_AT, connection.connectedAt().toEpochMilli())
                .expiring(connection.expiresAt());
    }

    static Connection connection(ConnectionId id, Item item) {
        return new Connection(
                id,
                WireAttributes.dialect(item),
                WireAttributes.framing(item),
                item.text(USER),
                item.find(INFO).map(Json::new).orElse(null),
                item.number(IN_SESSION) == 1,
                Instant.ofEpochMilli(item.number(CONNECTED_AT)),
                item.expiresAt(),
                CredentialAttributes.credentials(item));
    }
}
