package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.BatchWrite;
import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.SubscriberPage;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionTerms;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The subscribers of a channel: all that fan-out reads.
 *
 * <p>{@code pk = <shard>#<channel>, sk = <connection id>}: {@link WireAttributes}, {@code u} user, {@code i} info (JSON),
 * {@code f} from-offset, {@code s} 1 if server-side; {@link TermsAttributes}, {@link PushAttributes}.
 */
final class SubscriptionItems {

    static final String USER = "u";
    private static final String INFO = "i";
    private static final String FROM_OFFSET = "f";
    private static final String SERVER_SIDE = "s";

    private final DynamoDbClient dynamoDb;
    private final String table;

    /**
     * @param refused whether a later command's subscription stays
     * @param deleted what this call deleted: of concurrent calls one finds it
     */
    record Deletion(boolean refused, @Nullable Subscription deleted) {}

    SubscriptionItems(DynamoDbClient dynamoDb, Tables tables) {
        this.dynamoDb = dynamoDb;
        this.table = tables.subscriptions();
    }

    void put(Subscription subscription, int shard) {
        @Nullable Json info = subscription.info();
        Item key = key(subscription.channel(), shard, subscription.connection());
        Item wire = WireAttributes.add(key, subscription.dialect(), subscription.framing());
        Item item = PushAttributes.add(TermsAttributes.add(wire, subscription.terms()), subscription)
                .with(USER, subscription.user())
                .with(INFO, info == null ? null : info.text())
                .with(FROM_OFFSET, subscription.fromOffset())
                .with(SERVER_SIDE, subscription.serverSide() ? 1 : 0)
                .expiring(subscription.expiresAt());
        dynamoDb.putItem(put -> put.tableName(table).item(item.attributes()));
    }

    /** Deletes a subscription that no later command wrote. */
    Deletion delete(ConnectionId connection, ChannelName channel, int shard, long commandId) {
        return NoLaterCommand.delete(dynamoDb, table, key(channel, shard, connection), commandId)
                .map(item -> new Deletion(false, item.isEmpty() ? null : subscription(channel, item)))
                .orElse(new Deletion(true, null));
    }

    boolean markTold(ConnectionId connection, ChannelName channel, int shard) {
        return PushAttributes.markTold(dynamoDb, table, key(channel, shard, connection));
    }

    boolean renew(ConnectionId connection, ChannelName channel, int shard, SubscriptionTerms terms) {
        return TermsAttributes.renew(dynamoDb, table, key(channel, shard, connection), terms);
    }

    void deleteAll(ConnectionId connection, List<ConnectionSubscriptions.Note> notes) {
        BatchWrite.delete(
                dynamoDb,
                table,
                notes.stream()
                        .map(note -> key(note.channel(), note.shard(), connection))
                        .toList());
    }

    Optional<Subscription> find(ConnectionId connection, ChannelName channel, int shard) {
        Item item = Item.of(dynamoDb.getItem(get -> get.tableName(table)
                        .key(key(channel, shard, connection).attributes())
                        .consistentRead(true))
                .item());
        return item.isEmpty() ? Optional.empty() : Optional.of(subscription(channel, item));
    }

    /** One query. Expired subscribers are among them, until DynamoDB deletes them. */
    SubscriberPage page(ChannelName channel, int shard, @Nullable ConnectionId after, int limit) {
        Item values = Item.empty()
                .with(":pk", partition(channel, shard))
                .with(":after", after == null ? null : after.value());
        QueryResponse answer = dynamoDb.query(query -> query.tableName(table)
                .keyConditionExpression(after == null ? "pk = :pk" : "pk = :pk AND sk > :after")
                .expressionAttributeValues(values.attributes())
                .limit(limit)
                .consistentRead(true));
        return new SubscriberPage(
                answer.items().stream()
                        .map(item -> subscription(channel, Item.of(item)))
                        .toList(),
                answer.hasLastEvaluatedKey()
                        ? new ConnectionId(Item.of(answer.lastEvaluatedKey()).text(Item.SK))
                        : null);
    }

    void identify(
            ConnectionId connection,
            ConnectionSubscriptions.Note note,
            Dialect dialect,
            String user,
            @Nullable Json info) {
        Item values =
                Item.empty().with(":l", dialect.name()).with(":u", user).with(":i", info == null ? null : info.text());
        try {
            // Only if it exists: a client that has unsubscribed must stay unsubscribed.
            dynamoDb.updateItem(change -> change.tableName(table)
                    .key(key(note.channel(), note.shard(), connection).attributes())
                    .updateExpression("SET l = :l, u = :u" + (info == null ? " REMOVE i" : ", i = :i"))
                    .conditionExpression("attribute_exists(pk)")
                    .expressionAttributeValues(values.attributes()));
        } catch (ConditionalCheckFailedException gone) {
            // The client has unsubscribed: nothing to change.
        }
    }

    private static Subscription subscription(ChannelName channel, Item item) {
        return new Subscription(
                channel,
                new ConnectionId(item.text(Item.SK)),
                WireAttributes.dialect(item),
                WireAttributes.framing(item),
                item.text(USER),
                item.find(INFO).map(Json::new).orElse(null),
                item.number(FROM_OFFSET),
                item.number(SERVER_SIDE) == 1,
                item.expiresAt(),
                TermsAttributes.terms(item),
                PushAttributes.options(item),
                PushAttributes.joinState(item));
    }

    /** The shard first: a channel's name may hold anything, a number cannot hold the separator. */
    private static String partition(ChannelName channel, int shard) {
        return shard + "#" + channel.value();
    }

    /** The table has {@link WatchedMarkers} too. */
    static boolean isSubscription(Item item) {
        return item.has(FROM_OFFSET);
    }

    static ChannelName channel(Item item) {
        String partition = item.text(Item.PK);
        return new ChannelName(partition.substring(partition.indexOf('#') + 1));
    }

    private static Item key(ChannelName channel, int shard, ConnectionId connection) {
        return Item.key(partition(channel, shard), connection.value());
    }
}
