package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.Checkpoint;
import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.TokenExpiries;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Notes by the minute in which they are due.
 *
 * <p>{@code pk = token#<minute>#<bucket, 0 to 3>, sk = <connection id>#<channel, empty for the connection's token>}: {@code d}
 * due at (epoch seconds). The buckets keep the write rate of one key below DynamoDB's limit.
 *
 * <p>{@code pk = token#sweep, sk = sweep}: a {@link Checkpoint}, the first minute that a sweep has to read. Nothing is due before
 * it is noted, so only a write that takes longer than {@link Connection#EXPIRY_GRACE} comes to a minute that was read.
 */
@Singleton
final class DynamoDbTokenExpiries implements TokenExpiries {

    private static final int BUCKETS = 4;
    private static final String DUE = "d";
    private static final char SEPARATOR = '#';

    /** How long a sweep that failed may come late; notes are kept for longer. */
    private static final Duration LOOK_BACK = Duration.ofHours(3);

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Clock clock;
    private final Checkpoint checkpoint;

    DynamoDbTokenExpiries(DynamoDbClient dynamoDb, Tables tables, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.table = tables.connections();
        this.clock = clock;
        this.checkpoint = new Checkpoint(dynamoDb, table, Item.key("token#sweep", "sweep"));
    }

    @Override
    public void note(Expired token, Instant expiresAt) {
        Instant now = clock.instant();
        if (expiresAt.isAfter(now.plus(Connection.LIFETIME))) {
            return;
        }
        Instant due = (expiresAt.isAfter(now) ? expiresAt : now).plus(Connection.EXPIRY_GRACE);
        String channel = token.channel() == null ? "" : token.channel().value();
        String sortKey = token.connection().value() + SEPARATOR + channel;
        Item item = Item.key(partition(minute(due), Math.floorMod(sortKey.hashCode(), BUCKETS)), sortKey)
                .with(DUE, due.getEpochSecond())
                .expiring(due.plus(LOOK_BACK.multipliedBy(2)));
        dynamoDb.putItem(put -> put.tableName(table).item(item.attributes()));
    }

    @Override
    public Due due(Instant now) {
        long current = minute(now);
        long oldest = current - LOOK_BACK.toMinutes();
        long first = Math.max(checkpoint.read().orElse(oldest), oldest);
        List<Expired> expired = new ArrayList<>();
        for (long minute = first; minute <= current; minute++) {
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                read(minute, bucket)
                        .filter(item -> item.number(DUE) <= now.getEpochSecond())
                        .map(DynamoDbTokenExpiries::expired)
                        .forEach(expired::add);
            }
        }
        return new Due(expired, Instant.ofEpochSecond(current * 60));
    }

    private Stream<Item> read(long minute, int bucket) {
        Item values = Item.empty().with(":pk", partition(minute, bucket));
        return dynamoDb
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(values.attributes())
                        .consistentRead(true))
                .items()
                .stream()
                .map(Item::of);
    }

    @Override
    public void complete(Due due) {
        checkpoint.advance(minute(due.through()));
    }

    private static Expired expired(Item item) {
        String key = item.text(Item.SK);
        int separator = key.indexOf(SEPARATOR);
        String channel = key.substring(separator + 1);
        return new Expired(
                new ConnectionId(key.substring(0, separator)), channel.isEmpty() ? null : new ChannelName(channel));
    }

    private static long minute(Instant at) {
        return at.getEpochSecond() / 60;
    }

    private static String partition(long minute, int bucket) {
        return "token#" + minute + "#" + bucket;
    }
}
