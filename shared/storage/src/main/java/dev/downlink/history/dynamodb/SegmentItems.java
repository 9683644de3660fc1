package dev.downlink.history.dynamodb;

import dev.downlink.aws.dynamodb.BatchWrite;
import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.StreamPosition;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The segments of each channel's log. All reads are strongly consistent. */
@Singleton
final class SegmentItems {

    private static final String RANGE = "pk = :pk AND sk BETWEEN :first AND :last";

    private final DynamoDbClient dynamoDb;
    private final String table;

    SegmentItems(DynamoDbClient dynamoDb, @Value("${publications.table}") String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /** @return whether it is at its place now; false if another one is */
    boolean put(ChannelName channel, Segment segment) {
        Item item = SegmentAttributes.write(channel, segment);
        try {
            // Free, or left by an earlier epoch: of two appends that saw the same end, one gets the place.
            dynamoDb.putItem(put -> put.tableName(table)
                    .item(item.attributes())
                    .conditionExpression("attribute_not_exists(pk) OR e <> :e")
                    .expressionAttributeValues(
                            Item.empty().with(":e", segment.epoch()).attributes())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return true;
        } catch (ConditionalCheckFailedException taken) {
            // By ourselves, if the answer to the first try was lost and the SDK tried again.
            return Item.of(taken.item()).text(SegmentAttributes.WRITE).equals(segment.writeId());
        }
    }

    /**
     * The segments that start from one offset to another (inclusive), oldest first.
     *
     * @param start with the epoch whose segments are wanted
     */
    List<Segment> starting(ChannelName channel, StreamPosition start, long last) {
        Item values = range(channel, start.offset(), last);
        return dynamoDb
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression(RANGE)
                        .expressionAttributeValues(values.attributes())
                        .consistentRead(true))
                .items()
                .stream()
                .map(item -> SegmentAttributes.read(Item.of(item)))
                .filter(segment -> segment.epoch().equals(start.epoch()))
                .toList();
    }

    /** @param last whether no segment follows in the direction of the query */
    record Page(List<Segment> segments, boolean last) {}

    /** One query of {@link #starting}, of any epoch, in either order. */
    Page page(ChannelName channel, long first, long last, boolean reverse, int limit) {
        Item values = range(channel, first, last);
        QueryResponse answer = dynamoDb.query(query -> query.tableName(table)
                .keyConditionExpression(RANGE)
                .expressionAttributeValues(values.attributes())
                .scanIndexForward(!reverse)
                .limit(limit)
                .consistentRead(true));
        return new Page(
                answer.items().stream()
                        .map(item -> SegmentAttributes.read(Item.of(item)))
                        .toList(),
                !answer.hasLastEvaluatedKey());
    }

    /** Deletes the segments up to an offset that were put before a time. */
    void delete(ChannelName channel, long last, Instant before) {
        Item values = range(channel, 0, last);
        List<Item> old = dynamoDb
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression(RANGE)
                        .expressionAttributeValues(values.attributes())
                        .projectionExpression("pk, sk, #at")
                        .expressionAttributeNames(Map.of("#at", SegmentAttributes.AT))
                        .consistentRead(true))
                .items()
                .stream()
                .map(Item::of)
                .filter(item ->
                        Instant.ofEpochMilli(item.number(SegmentAttributes.AT)).isBefore(before))
                .map(item -> Item.key(item.text(Item.PK), item.text(Item.SK)))
                .toList();
        BatchWrite.delete(dynamoDb, table, old);
    }

    /** The segment that has a position without starting there. */
    Optional<Segment> around(ChannelName channel, StreamPosition position) {
        return page(channel, 0, position.offset() - 1, true, 1).segments().stream()
                .filter(segment -> segment.epoch().equals(position.epoch()) && segment.last() >= position.offset())
                .findFirst();
    }

    private static Item range(ChannelName channel, long first, long last) {
        return Item.empty()
                .with(":pk", SegmentAttributes.partition(channel))
                .with(":first", SegmentAttributes.sortKey(first))
                .with(":last", SegmentAttributes.sortKey(last));
    }
}
