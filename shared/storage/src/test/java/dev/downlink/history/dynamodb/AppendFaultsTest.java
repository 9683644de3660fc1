package dev.downlink.history.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.downlink.TestClock;
import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.aws.dynamodb.FaultyDynamoDb;
import dev.downlink.aws.dynamodb.FaultyDynamoDb.Crash;
import dev.downlink.aws.dynamodb.FaultyDynamoDb.Fault;
import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.Channel;
import dev.downlink.channel.Retention;
import dev.downlink.channel.TestRules;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.ChannelHistory.Appended;
import dev.downlink.history.Draft;
import dev.downlink.history.IdempotencyKey;
import dev.downlink.ledger.dynamodb.DynamoDbLedgers;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Writers that crash, lose answers, meet at one place or come late. */
class AppendFaultsTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private static final Channel CHANNEL =
            TestRules.channel("chat:lobby", new Retention(100, Duration.ofMinutes(5)), 1);

    private final TestClock clock = new TestClock();
    private final String table = dynamoDb.newTable();

    /** A process with a memory of its own. */
    private final class Writer {
        private final FaultyDynamoDb faulty = new FaultyDynamoDb(dynamoDb.client());
        private final ChannelHistory history = DynamoDbHistories.history(faulty, table, clock);

        List<Appended> appendOnly(Draft... drafts) {
            return history.append(CHANNEL, List.of(drafts), clock.instant());
        }

        /** Appends and acknowledges. */
        List<Appended> append(Draft... drafts) {
            List<Appended> appended = appendOnly(drafts);
            StreamPosition last = appended.stream()
                    .map(Appended::position)
                    .max(Comparator.comparingLong(StreamPosition::offset))
                    .orElseThrow();
            DynamoDbLedgers.ledger(dynamoDb.client(), table, clock).advance(CHANNEL, last);
            return appended;
        }

        long offset(Draft draft) {
            return append(draft).getFirst().position().offset();
        }

        void crash(Fault fault, Predicate<DynamoDbRequest> request, Draft... drafts) {
            faulty.next(fault, request);
            assertThatThrownBy(() -> appendOnly(drafts)).isInstanceOf(Crash.class);
        }
    }

    @Test
    void findsTheKeysOfAWriterThatDiedBeforeItWroteThem() {
        new Writer().crash(Fault.CRASH_AFTER, putTo("log#"), named("a"), named("b"));

        List<Appended> again = new Writer().append(named("b"), named("c"), named("a"));

        assertThat(again).extracting(each -> each.position().offset()).containsExactly(2L, 3L, 1L);
        assertThat(again).extracting(Appended::duplicate).containsExactly(true, false, true);
        assertThat(log()).containsExactly("\"a\"", "\"b\"", "\"c\"");
    }

    @Test
    void neverMakesASegmentTheHeadWhoseKeysAreNotWritten() {
        new Writer().crash(Fault.CRASH_AFTER, putTo("log#"), named("a"), from("s", 7));
        // Knows of no key: completes those of the other for the sake of the head.
        assertThat(new Writer().offset(plain("x"))).isEqualTo(3);

        List<Appended> again = new Writer().append(named("a"), from("s", 7));

        assertThat(again).extracting(Appended::duplicate).containsExactly(true, true);
        assertThat(log()).containsExactly("\"a\"", "\"s7\"", "\"x\"");
    }

    @Test
    void completesTheSegmentOfADuplicateBeforeItReturnsItsPosition() {
        Writer warm = new Writer();
        warm.append(plain("x"));
        Predicate<DynamoDbRequest> putOfSource = request -> request instanceof PutItemRequest;
        new Writer().crash(Fault.CRASH_BEFORE, putOfSource.and(putTo("key#")), named("a"), from("s", 7));

        // The warm writer does not know the segment, but finds the key.
        assertThat(warm.append(named("a")))
                .extracting(each -> each.position().offset(), Appended::duplicate)
                .containsExactly(tuple(2L, true));

        StreamPosition third = new StreamPosition(3, head().epoch());
        DynamoDbLedgers.ledger(dynamoDb.client(), table, clock).advance(CHANNEL, third);
        assertThat(new Writer().append(from("s", 7)).getFirst().duplicate()).isTrue();
    }

    @Test
    void returnsTheFirstPositionAfterACrashBeforeTheHead() {
        Appended first = new Writer().appendOnly(named("a")).getFirst();
        assertThat(head().offset()).isZero();

        assertThat(new Writer().append(named("a"))).containsExactly(new Appended(first.position(), true));
        assertThat(head()).isEqualTo(first.position());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDuplicateInsideASegmentDoesNotMakeItsMiddleTheHead(boolean warm) {
        Writer first = new Writer();
        first.appendOnly(named("a"), named("b"), named("c"));

        Writer second = warm ? first : new Writer();
        assertThat(second.append(named("b")))
                .extracting(each -> each.position().offset(), Appended::duplicate)
                .containsExactly(tuple(2L, true));

        assertThat(new Writer().offset(plain("x"))).isEqualTo(4);
        assertThat(log()).containsExactly("\"a\"", "\"b\"", "\"c\"", "\"x\"");
    }

    @Test
    void findsAKeyThatIsPublishedBetweenTheLookAndThePut() {
        Writer slow = new Writer();
        slow.append(plain("x"));
        slow.faulty.on(request -> {
            if (putTo("log#").test(request)) {
                slow.faulty.on(later -> Fault.NONE);
                new Writer().append(named("a"));
            }
            return Fault.NONE;
        });

        assertThat(slow.append(named("a"), named("b")))
                .extracting(each -> each.position().offset(), Appended::duplicate)
                .containsExactly(tuple(2L, true), tuple(3L, false));
    }

    @Test
    void recognisesItsOwnPutWhenTheAnswerWasLost() {
        Writer writer = new Writer();
        writer.faulty.next(Fault.LOST_ANSWER, putTo("log#"));

        assertThat(writer.offset(plain("x"))).isEqualTo(1);
        assertThat(log()).containsExactly("\"x\"");
    }

    @Test
    void agreesOnTheEpochWhenTheAnswerToItsCreationWasLost() {
        Writer writer = new Writer();
        writer.faulty.next(Fault.LOST_ANSWER, putTo("head#"));

        assertThat(writer.append(plain("x")).getFirst().position()).isEqualTo(head());
    }

    @Test
    void aWriterThatRemembersAnOldEndNeverUsesAnOffsetAgain() {
        Writer old = new Writer();
        old.append(plain("1"));
        new Writer().append(plain("2"));
        clock.advance(Duration.ofSeconds(59));
        assertThat(old.offset(plain("3"))).isEqualTo(3);

        new Writer().append(plain("4"));
        clock.advance(Duration.ofMinutes(6));
        deleteExpired();

        assertThat(old.offset(plain("5"))).isEqualTo(5);
    }

    @Test
    void aBatchDoesNotOverlapASegmentBehindAHoleThatExpiryLeft() {
        new Writer().append(plain("1"));
        new Writer().appendOnly(plain("2"));
        new Writer().appendOnly(plain("3"));
        clock.advance(Duration.ofMinutes(6));
        delete("log#chat:lobby", SegmentAttributes.sortKey(2));

        assertThat(new Writer().append(plain("4"), plain("5"), plain("6")))
                .extracting(each -> each.position().offset())
                .containsExactly(4L, 5L, 6L);
    }

    @Test
    void publishesAKeyWhoseSegmentExpiredBeforeItWasAcknowledged() {
        new Writer().append(plain("x"));
        new Writer().appendOnly(named("a"), from("s", 7));
        clock.advance(Duration.ofMinutes(6));
        deleteExpired();

        assertThat(new Writer().append(named("a"), from("s", 7)))
                .extracting(Appended::duplicate)
                .containsExactly(false, false);
        assertThat(new Writer().append(named("a"), from("s", 7)))
                .extracting(Appended::duplicate)
                .containsExactly(true, true);
        assertThat(log()).containsExactly("\"a\"", "\"s7\"");
    }

    @Test
    void aLateCompletionDoesNotSetASourceBack() {
        Writer late = new Writer();
        late.crash(Fault.CRASH_AFTER, putTo("log#"), from("s", 1));
        Writer helper = new Writer();
        helper.faulty.on(request -> {
            if (putTo("key#").test(request)) {
                helper.faulty.on(later -> Fault.NONE);
                new Writer().append(from("s", 2));
            }
            return Fault.NONE;
        });
        helper.append(plain("x"));

        assertThat(new Writer().append(from("s", 2)).getFirst().duplicate()).isTrue();
    }

    @Test
    void remembersThePositionWhenDynamoDbHasDeletedEveryPublication() {
        new Writer().append(plain("1"), plain("2"));
        clock.advance(Duration.ofMinutes(6));
        deleteExpired();

        assertThat(head().offset()).isEqualTo(2);
        assertThat(new Writer().offset(plain("3"))).isEqualTo(3);
    }

    @Test
    void beginsANewEpochOnceTheHeadIsGoneAndIgnoresWhatTheOldOneLeft() {
        Writer writer = new Writer();
        StreamPosition old = writer.append(plain("1"), named("a")).getLast().position();
        delete("head#chat:lobby", "head");
        clock.advance(Duration.ofMinutes(2));

        List<Appended> appended = new ArrayList<>(writer.append(plain("new"), plain("newer"), plain("newest")));
        appended.addAll(writer.append(named("a")));

        assertThat(appended)
                .extracting(each -> each.position().offset(), Appended::duplicate)
                .containsExactly(tuple(1L, false), tuple(2L, false), tuple(3L, false), tuple(4L, false));
        assertThat(head()).isEqualTo(appended.getLast().position()).isNotEqualTo(old);
        assertThat(head().epoch()).isNotEqualTo(old.epoch());
        assertThat(log()).containsExactly("\"new\"", "\"newer\"", "\"newest\"", "\"a\"");
    }

    @Test
    void keepsTheHeadOfASilentChannelThatIsStillAskedFor() {
        StreamPosition head = new Writer().append(plain("1")).getFirst().position();
        assertThat(head()).isEqualTo(head);
        clock.advance(Duration.ofDays(29));

        assertThat(head()).isEqualTo(head);
        Item item = Item.of(dynamoDb.client()
                .getItem(get ->
                        get.tableName(table).key(HeadItems.key(CHANNEL.name()).attributes()))
                .item());
        assertThat(item.expiresAt()).isAfterOrEqualTo(clock.instant().plus(HeadItems.OUTLIVES));
    }

    @Test
    void ofTwoSubscribersWithDifferentSettingsTheHigherSpreadCounts() {
        new Writer().append(plain("1"));
        Writer two = new Writer();
        two.faulty.on(request -> {
            if (request instanceof UpdateItemRequest) {
                two.faulty.on(later -> Fault.NONE);
                new Writer().history.head(TestRules.channel("chat:lobby", CHANNEL.retention(), 16));
            }
            return Fault.NONE;
        });
        StreamPosition head = two.history.head(TestRules.channel("chat:lobby", CHANNEL.retention(), 2));

        assertThat(DynamoDbLedgers.ledger(dynamoDb.client(), table, clock)
                        .advance(CHANNEL, head)
                        .spread())
                .isEqualTo(16);
    }

    @Test
    void theHeadOutlivesThePublications() {
        new Writer().append(plain("1"));

        assertThat(items())
                .filteredOn(item -> item.text(Item.PK).startsWith("head#"))
                .extracting(Item::expiresAt)
                .containsExactly(
                        clock.instant().plus(CHANNEL.retention().lifetime()).plus(HeadItems.OUTLIVES));
    }

    private StreamPosition head() {
        return new Writer().history.head(CHANNEL);
    }

    /** What a reader finds, whose offsets are contiguous. */
    private List<String> log() {
        StreamPosition head = head();
        List<Publication> all =
                new Writer().history.read(CHANNEL.name(), new StreamPosition(0, head.epoch()), head.offset());
        long first = head.offset() - all.size() + 1;
        assertThat(all)
                .extracting(Publication::offset)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(first, head.offset()).boxed().toList());
        return all.stream().map(publication -> publication.data().text()).toList();
    }

    private List<Item> items() {
        return dynamoDb.client().scan(scan -> scan.tableName(table)).items().stream()
                .map(Item::of)
                .toList();
    }

    /** As DynamoDB does, some time after the items have expired. */
    private void deleteExpired() {
        Instant now = clock.instant();
        items().stream()
                .filter(item -> item.has(Item.TTL) && !item.expiresAt().isAfter(now))
                .forEach(item -> delete(item.text(Item.PK), item.text(Item.SK)));
    }

    private void delete(String pk, String sk) {
        dynamoDb.client()
                .deleteItem(
                        delete -> delete.tableName(table).key(Item.key(pk, sk).attributes()));
    }

    private static Predicate<DynamoDbRequest> putTo(String prefix) {
        return request -> switch (request) {
            case PutItemRequest put -> isIn(prefix, put.item());
            case BatchWriteItemRequest write ->
                write.requestItems().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(each -> each.putRequest() != null
                                && isIn(prefix, each.putRequest().item()));
            default -> false;
        };
    }

    private static boolean isIn(String prefix, Map<String, AttributeValue> item) {
        return Item.of(item).text(Item.PK).startsWith(prefix);
    }

    private static Draft plain(String text) {
        return Draft.of(new Json("\"" + text + "\""));
    }

    private static Draft named(String key) {
        return new Draft(plain(key).data(), null, Map.of(), new IdempotencyKey.Named(key));
    }

    private static Draft from(String source, int position) {
        IdempotencyKey key = new IdempotencyKey.SourcePosition(source, Integer.toString(position));
        return new Draft(plain(source + position).data(), null, Map.of(), key);
    }
}
