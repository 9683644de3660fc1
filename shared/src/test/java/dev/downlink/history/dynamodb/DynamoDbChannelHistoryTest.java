package dev.downlink.history.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.aws.dynamodb.Item;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.ChannelHistoryContract;
import dev.downlink.history.Draft;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbChannelHistoryTest extends ChannelHistoryContract {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private final String table = dynamoDb.newTable();
    private final PublicationWrites writes = new PublicationWrites(dynamoDb.client(), table, clock);

    @Override
    protected ChannelHistory empty() {
        return new DynamoDbChannelHistory(
                new PublicationItems(dynamoDb.client(), table),
                writes,
                new HeadItems(dynamoDb.client(), table, clock),
                clock);
    }

    @Test
    void goesOnAfterAWriterThatDiedBeforeItMovedTheHead() {
        StreamPosition first = append("1");
        putAndDie(new StreamPosition(2, first.epoch()));

        assertThat(log.head(CHANNEL).offset()).isEqualTo(2);
        assertThat(append("3").offset()).isEqualTo(3);
        assertThat(offsets(log.read(CHANNEL, start(first), 10))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void neverGivesOutAnOffsetAgainThatItHasTold() {
        StreamPosition second = new StreamPosition(2, append("1").epoch());
        putAndDie(second);
        assertThat(log.head(CHANNEL)).isEqualTo(second);
        delete("o#00000000000000000001");
        delete("o#00000000000000000002");

        assertThat(log.head(CHANNEL)).isEqualTo(second);
        assertThat(append("3").offset()).isEqualTo(3);
    }

    @Test
    void remembersThePositionWhenDynamoDbHasDeletedEveryPublication() {
        StreamPosition last = appendMany(2);
        delete("o#00000000000000000001");
        delete("o#00000000000000000002");

        assertThat(log.head(CHANNEL)).isEqualTo(last);
        assertThat(append("3").offset()).isEqualTo(3);
    }

    @Test
    void beginsANewEpochOnceTheHeadIsGoneAndIgnoresWhatTheOldOneLeft() {
        StreamPosition old = appendMany(2);
        delete("o#head");

        StreamPosition first = append("\"new\"");

        assertThat(first.offset()).isEqualTo(1);
        assertThat(first.epoch()).isNotEqualTo(old.epoch());
        assertThat(log.head(CHANNEL)).isEqualTo(first);
        assertThat(offsets(log.read(CHANNEL, start(first), 10))).containsExactly(1L);
        assertThat(log.read(CHANNEL, start(old), 10)).hasSize(1);
    }

    @Test
    void keepsTheHeadOfASilentChannelThatIsStillAskedFor() {
        append("1");
        clock.advance(Duration.ofDays(29));
        log.head(CHANNEL);

        Item head = Item.of(dynamoDb.client()
                .getItem(get -> get.tableName(table)
                        .key(Item.key(CHANNEL.value(), "o#head").attributes()))
                .item());
        assertThat(head.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofDays(30)));
    }

    /** What a writer leaves that dies before it moves the head. */
    private void putAndDie(StreamPosition place) {
        writes.put(
                CHANNEL,
                place,
                List.of(Draft.of(new Json(Long.toString(place.offset())))),
                clock.instant().plus(RETENTION.lifetime()));
    }

    private void delete(String sortKey) {
        dynamoDb.client()
                .deleteItem(delete -> delete.tableName(table)
                        .key(Item.key(CHANNEL.value(), sortKey).attributes()));
    }
}
