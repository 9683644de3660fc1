package dev.downlink.connection.dynamodb;

import static java.util.stream.Collectors.toSet;

import dev.downlink.aws.dynamodb.BatchWrite;
import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The channels of a connection, in its own partition: removing the connection needs no index.
 *
 * <p>{@code pk = conn#<id>, sk = sub#<channel>}: {@code n} shard number, {@code c} id of the command that subscribed,
 * {@code j} 1 if others may have to be told when the subscription ends.
 */
final class ConnectionSubscriptions {

    private static final String CONNECTION = "conn#";
    private static final String META = "meta";
    private static final String PREFIX = "sub#";
    private static final String SHARD = "n";
    private static final String COMMAND = "c";
    private static final String TELLS_LEAVE = "j";

    private final DynamoDbClient dynamoDb;
    private final String table;

    /** @param tellsLeave whether others may have to be told when the subscription ends */
    record Note(ChannelName channel, int shard, boolean tellsLeave) {}

    ConnectionSubscriptions(DynamoDbClient dynamoDb, Tables tables) {
        this.dynamoDb = dynamoDb;
        this.table = tables.connections();
    }

    static Item connectionKey(ConnectionId id) {
        return Item.key(partition(id), META);
    }

    static ConnectionId connection(Item item) {
        return new ConnectionId(item.text(Item.PK).substring(CONNECTION.length()));
    }

    /**
     * How many channels a connection subscribes to; empty if it is not registered.
     *
     * <p>One query over the partition, in place of a read of the connection alone: counting costs no request and no write, and
     * one read unit per 50 channels or so. A counter on the connection would cost a write for each subscribe and each
     * unsubscribe, and would be wrong after a crash between the two writes.
     */
    OptionalInt count(ConnectionId id) {
        Item values = Item.empty().with(":pk", partition(id));
        Set<String> sortKeys = dynamoDb
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(values.attributes())
                        .projectionExpression(Item.SK)
                        .consistentRead(true))
                .items()
                .stream()
                .map(item -> Item.of(item).text(Item.SK))
                .collect(toSet());
        return sortKeys.remove(META) ? OptionalInt.of(sortKeys.size()) : OptionalInt.empty();
    }

    Optional<Note> find(ConnectionId id, ChannelName channel) {
        Item item = Item.of(dynamoDb.getItem(get ->
                        get.tableName(table).key(key(id, channel).attributes()).consistentRead(true))
                .item());
        return item.isEmpty() ? Optional.empty() : Optional.of(note(item));
    }

    void put(ConnectionId id, Note note, long commandId, Instant expiresAt) {
        Item item = key(id, note.channel())
                .with(SHARD, note.shard())
                .with(COMMAND, commandId)
                .with(TELLS_LEAVE, note.tellsLeave() ? 1 : 0)
                .expiring(expiresAt);
        dynamoDb.putItem(put -> put.tableName(table).item(item.attributes()));
    }

    /** Deletes a note that no later command wrote. */
    void delete(ConnectionId id, ChannelName channel, long commandId) {
        NoLaterCommand.delete(dynamoDb, table, key(id, channel), commandId);
    }

    void deleteAll(ConnectionId id, List<Note> notes) {
        BatchWrite.delete(
                dynamoDb,
                table,
                notes.stream().map(note -> key(id, note.channel())).toList());
    }

    List<Note> of(ConnectionId id) {
        Item values = Item.empty().with(":pk", partition(id)).with(":sub", PREFIX);
        return dynamoDb
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :sub)")
                        .expressionAttributeValues(values.attributes())
                        .consistentRead(true))
                .items()
                .stream()
                .map(Item::of)
                .map(ConnectionSubscriptions::note)
                .toList();
    }

    private static Note note(Item item) {
        return new Note(
                new ChannelName(item.text(Item.SK).substring(PREFIX.length())),
                Math.toIntExact(item.number(SHARD)),
                item.number(TELLS_LEAVE) == 1);
    }

    private static String partition(ConnectionId id) {
        return CONNECTION + id.value();
    }

    private static Item key(ConnectionId id, ChannelName channel) {
        return Item.key(partition(id), PREFIX + channel.value());
    }
}
