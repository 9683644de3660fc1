package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.SubscriptionCensus;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** A scan of the {@link SubscriptionItems}. A page's {@code next} is the key of its last item, in base64. */
@Singleton
final class DynamoDbSubscriptionCensus implements SubscriptionCensus {

    private static final char SEPARATOR = '\n';

    /** Longer than any key of the table: a connection id, a shard and a channel. */
    private static final int MAX_KEY_LENGTH = 512;

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Clock clock;

    DynamoDbSubscriptionCensus(DynamoDbClient dynamoDb, Tables tables, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.table = tables.subscriptions();
        this.clock = clock;
    }

    @Override
    public Page page(@Nullable String after) {
        ScanResponse answer = dynamoDb.scan(scan -> {
            scan.tableName(table)
                    .projectionExpression("pk, sk, u, f, #ttl")
                    .expressionAttributeNames(Map.of("#ttl", Item.TTL));
            if (after != null) {
                scan.exclusiveStartKey(key(after).attributes());
            }
        });
        List<Entry> entries = answer.items().stream()
                .map(Item::of)
                .filter(SubscriptionItems::isSubscription)
                .filter(item -> item.expiresAt().isAfter(clock.instant()))
                .map(item -> new Entry(
                        SubscriptionItems.channel(item),
                        new ConnectionId(item.text(Item.SK)),
                        item.text(SubscriptionItems.USER)))
                .toList();
        return new Page(entries, answer.hasLastEvaluatedKey() ? text(Item.of(answer.lastEvaluatedKey())) : null);
    }

    private static String text(Item key) {
        String both = key.text(Item.SK) + SEPARATOR + key.text(Item.PK);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static Item key(String text) {
        String both = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        int separator = both.indexOf(SEPARATOR);
        if (separator < 1 || separator == both.length() - 1 || both.length() > MAX_KEY_LENGTH) {
            throw new IllegalArgumentException("not the end of a page");
        }
        return Item.key(both.substring(separator + 1), both.substring(0, separator));
    }
}
