package dev.downlink.history.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.ChannelName;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Publications and their idempotency keys, as items and back.
 *
 * <p>{@code pk = <channel>, sk = o#<offset in 20 digits>}: {@code e} epoch, {@code d} data (JSON), {@code i} the publishing
 * client ({@code c} client, {@code u} user, {@code n} connection info, {@code h} channel info), {@code t} tags, {@code at}
 * when (epoch milliseconds), {@code w} the id of this write.
 *
 * <p>{@code pk = <channel>, sk = k#<idempotency key>}: {@code e} epoch, {@code n} offset. It expires on its own.
 */
@Singleton
final class PublicationItems {

    static final String PREFIX = "o#";

    static final String EPOCH = HeadItems.EPOCH;
    private static final String DATA = "d";
    private static final String INFO = "i";
    private static final String TAGS = "t";
    private static final String AT = "at";
    static final String WRITE = "w";
    static final String KEY_OFFSET = "n";

    private final DynamoDbClient dynamoDb;
    private final String table;

    record Entry(Publication publication, Instant expiresAt) {}

    PublicationItems(DynamoDbClient dynamoDb, @Value("${publications.table}") String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    static Item item(ChannelName channel, StreamPosition place, Draft draft, Instant now, Instant expiresAt) {
        Item item = Item.key(channel.value(), sortKey(place.offset()))
                .with(EPOCH, place.epoch())
                .with(DATA, draft.data().text())
                .with(TAGS, draft.tags())
                .with(AT, now.toEpochMilli())
                .with(WRITE, UUID.randomUUID().toString())
                .expiring(expiresAt);
        return draft.info() == null ? item : item.with(INFO, InfoAttribute.of(draft.info()));
    }

    static Item keyItem(ChannelName channel, StreamPosition place, String idempotencyKey, Instant now) {
        return Item.key(channel.value(), "k#" + idempotencyKey)
                .with(EPOCH, place.epoch())
                .with(KEY_OFFSET, place.offset())
                .expiring(now.plus(ChannelHistory.KEY_LIFETIME));
    }

    /**
     * Publications of an epoch from one offset to another (inclusive), read as far as the stream is consumed.
     *
     * @param pageSize how many to read (and pay) at a time
     */
    Stream<Entry> query(ChannelName channel, String epoch, long first, long last, boolean reverse, int pageSize) {
        Item values = Item.empty()
                .with(":pk", channel.value())
                .with(":first", sortKey(first))
                .with(":last", sortKey(last));
        return dynamoDb
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND sk BETWEEN :first AND :last")
                        .expressionAttributeValues(values.attributes())
                        .scanIndexForward(!reverse)
                        .limit(pageSize)
                        .consistentRead(true))
                .items()
                .stream()
                .map(Item::of)
                .filter(item -> item.text(EPOCH).equals(epoch))
                .map(PublicationItems::entry);
    }

    static long offset(Item item) {
        return Long.parseLong(item.text(Item.SK).substring(PREFIX.length()));
    }

    private static Entry entry(Item item) {
        @Nullable ClientInfo info = item.has(INFO) ? InfoAttribute.read(item.textsByName(INFO)) : null;
        return new Entry(
                new Publication(
                        offset(item),
                        new Json(item.text(DATA)),
                        info,
                        item.textsByName(TAGS),
                        Instant.ofEpochMilli(item.number(AT))),
                item.expiresAt());
    }

    private static String sortKey(long offset) {
        return PREFIX + String.format(Locale.ROOT, "%020d", offset);
    }
}
