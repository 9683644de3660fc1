package dev.downlink.history.dynamodb;

import dev.downlink.history.ChannelHistory;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Histories for tests, without an application context. */
public final class DynamoDbHistories {

    private DynamoDbHistories() {}

    /** A history of a process that has just started. */
    public static ChannelHistory history(DynamoDbClient dynamoDb, String table, Clock clock) {
        SegmentItems segments = new SegmentItems(dynamoDb, table);
        KeyItems keys = new KeyItems(dynamoDb, table, clock);
        HeadItems heads = new HeadItems(dynamoDb, table, clock);
        return new DynamoDbChannelHistory(segments, keys, heads, new LogEnds(heads, segments, keys, clock), clock);
    }
}
