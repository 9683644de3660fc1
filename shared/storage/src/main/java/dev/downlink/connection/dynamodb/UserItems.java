package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.connection.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Which connections a user has. Written with the connection, deleted with it; a crash, or a session that begins while its
 * connection is removed, leaves an item without a connection until it expires, so readers look for the connection.
 *
 * <p>{@code pk = user#<user>, sk = <connection id>}; of a user whose name is no key of DynamoDB, for its length,
 * {@code pk = user-sha256#<hash>}.
 */
final class UserItems {

    /** 1 KB: half of what DynamoDB allows a partition key. */
    private static final int MAX_NAME_BYTES = 1024;

    private final DynamoDbClient dynamoDb;
    private final String table;

    UserItems(DynamoDbClient dynamoDb, Tables tables) {
        this.dynamoDb = dynamoDb;
        this.table = tables.connections();
    }

    static Item key(String user, ConnectionId id) {
        return Item.key(partition(user), id.value());
    }

    static Item item(String user, ConnectionId id, Instant expiresAt) {
        return key(user, id).expiring(expiresAt);
    }

    void put(String user, ConnectionId id, Instant expiresAt) {
        dynamoDb.putItem(
                put -> put.tableName(table).item(item(user, id, expiresAt).attributes()));
    }

    /** @param next where the next page continues; null if this is the last page */
    record Page(List<ConnectionId> ids, @Nullable ConnectionId next) {}

    /** One query. */
    Page page(String user, @Nullable ConnectionId after, int limit) {
        Item values = Item.empty().with(":pk", partition(user)).with(":after", after == null ? null : after.value());
        QueryResponse answer = dynamoDb.query(query -> query.tableName(table)
                .keyConditionExpression(after == null ? "pk = :pk" : "pk = :pk AND sk > :after")
                .expressionAttributeValues(values.attributes())
                .limit(limit)
                .consistentRead(true));
        return new Page(
                answer.items().stream()
                        .map(item -> new ConnectionId(Item.of(item).text(Item.SK)))
                        .toList(),
                answer.hasLastEvaluatedKey()
                        ? new ConnectionId(Item.of(answer.lastEvaluatedKey()).text(Item.SK))
                        : null);
    }

    private static String partition(String user) {
        byte[] name = user.getBytes(StandardCharsets.UTF_8);
        return name.length <= MAX_NAME_BYTES ? "user#" + user : "user-sha256#" + hash(name);
    }

    private static String hash(byte[] name) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(name));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
