package dev.downlink.ingestservice.geofence.dynamodb;

import dev.downlink.ingestservice.geofence.GeofenceState;
import dev.downlink.ingestservice.geofence.GeofenceStates;
import dev.downlink.ingestservice.stream.SequenceNumber;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Geofence states in the analytics table: an item per moving thing and one per shard. */
@Singleton
final class DynamoDbGeofenceStates implements GeofenceStates {

    /** S: {@code geofence#<pipeline>#<key or shard>}. */
    private static final String PARTITION_KEY = "pk";
    /** S: {@code state} or {@code owner}. */
    private static final String SORT_KEY = "sk";
    /** SS: the areas' ids; absent if there are none. */
    private static final String AREAS = "areas";
    /** S: the record's sequence number, with leading zeros. */
    private static final String SINCE = "since";
    /** N: when the state was stored, epoch seconds. */
    private static final String NOTED_AT = "at";
    /** S: the environment that handles the shard. */
    private static final String OWNER = "owner";
    /** N: when it expires, epoch seconds. */
    private static final String TTL = "ttl";

    private static final Duration LIFETIME = Duration.ofHours(24);

    /** BatchGetItem: 100 items. */
    private static final int MAX_ITEMS_PER_READ = 100;

    private final DynamoDbClient dynamoDb;
    private final String table;

    DynamoDbGeofenceStates(DynamoDbClient dynamoDb, @Value("${analytics.table}") String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public Optional<String> claim(String pipeline, String shard, String owner) {
        Map<String, AttributeValue> before = dynamoDb.updateItem(update -> update.tableName(table)
                        .key(key(pipeline, shard, "owner"))
                        .updateExpression("SET #owner = :owner")
                        .expressionAttributeNames(Map.of("#owner", OWNER))
                        .expressionAttributeValues(Map.of(":owner", AttributeValue.fromS(owner)))
                        .returnValues(ReturnValue.UPDATED_OLD))
                .attributes();
        return Optional.ofNullable(before.get(OWNER)).map(AttributeValue::s);
    }

    @Override
    public Map<String, GeofenceState> find(String pipeline, Collection<String> keys) {
        Map<String, GeofenceState> found = new HashMap<>();
        List<Map<String, AttributeValue>> wanted = new ArrayList<>();
        Map<String, String> keysByPartition = new HashMap<>();
        for (String key : keys) {
            Map<String, AttributeValue> item = key(pipeline, key, "state");
            wanted.add(item);
            keysByPartition.put(attribute(item, PARTITION_KEY).s(), key);
        }
        for (int from = 0; from < wanted.size(); from += MAX_ITEMS_PER_READ) {
            for (Map<String, AttributeValue> item :
                    read(wanted.subList(from, Math.min(from + MAX_ITEMS_PER_READ, wanted.size())))) {
                found.put(
                        Objects.requireNonNull(keysByPartition.get(
                                attribute(item, PARTITION_KEY).s())),
                        state(item));
            }
        }
        return found;
    }

    @Override
    public boolean store(String pipeline, String key, GeofenceState state) {
        Map<String, AttributeValue> item = new HashMap<>(key(pipeline, key, "state"));
        if (!state.areas().isEmpty()) {
            item.put(AREAS, AttributeValue.fromSs(List.copyOf(state.areas())));
        }
        AttributeValue since = AttributeValue.fromS(state.since().sortable());
        item.put(SINCE, since);
        item.put(NOTED_AT, seconds(state.notedAt()));
        item.put(TTL, seconds(state.notedAt().plus(LIFETIME)));
        try {
            dynamoDb.putItem(put -> put.tableName(table)
                    .item(item)
                    // An environment that timed out may still write an old state after its successor wrote a newer
                    // one.
                    .conditionExpression("attribute_not_exists(#since) OR #since < :since")
                    .expressionAttributeNames(Map.of("#since", SINCE))
                    .expressionAttributeValues(Map.of(":since", since)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private List<Map<String, AttributeValue>> read(List<Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        dynamoDb.batchGetItemPaginator(get -> get.requestItems(Map.of(
                        table,
                        KeysAndAttributes.builder()
                                .keys(keys)
                                .consistentRead(true)
                                .build())))
                .forEach(page -> items.addAll(page.responses().getOrDefault(table, List.of())));
        return items;
    }

    private static Map<String, AttributeValue> key(String pipeline, String subject, String sortKey) {
        return Map.of(
                PARTITION_KEY,
                AttributeValue.fromS("geofence#%s#%s".formatted(pipeline, subject)),
                SORT_KEY,
                AttributeValue.fromS(sortKey));
    }

    private static GeofenceState state(Map<String, AttributeValue> item) {
        AttributeValue areas = item.get(AREAS);
        return new GeofenceState(
                areas == null ? Set.of() : Set.copyOf(areas.ss()),
                SequenceNumber.ofSortable(attribute(item, SINCE).s()),
                Instant.ofEpochSecond(Long.parseLong(attribute(item, NOTED_AT).n())));
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }

    private static AttributeValue seconds(Instant instant) {
        return AttributeValue.fromN(Long.toString(instant.getEpochSecond()));
    }
}
