package dev.downlink.history.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.aws.dynamodb.FaultyDynamoDb;
import dev.downlink.aws.dynamodb.FaultyDynamoDb.Crash;
import dev.downlink.aws.dynamodb.FaultyDynamoDb.Fault;
import dev.downlink.channel.Channel;
import dev.downlink.channel.Retention;
import dev.downlink.channel.TestRules;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.ChannelHistory.Appended;
import dev.downlink.history.Draft;
import dev.downlink.history.IdempotencyKey;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.dynamodb.DynamoDbLedgers;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Writers that take turns in any order, and crash and lose answers anywhere. */
class AppendPropertiesTest {

    private static final DynamoDbLocal DYNAMO_DB = DynamoDbLocal.started();
    private static final Channel CHANNEL = TestRules.channel("chat:lobby", new Retention(1000, Duration.ofHours(1)), 1);
    static final int WRITERS = 3;
    private static final int BATCHES = 4;
    private static final int NAMES = 12;

    private final TestClock clock = new TestClock();

    /** Tries what is left of each batch until it is acknowledged; after a crash it is a new process. */
    private final class Writer {
        private final List<Appended> acknowledged = new ArrayList<>();
        private final List<Draft> published = new ArrayList<>();
        private final FaultyDynamoDb faulty = new FaultyDynamoDb(DYNAMO_DB.client());
        private final String table;
        private final Random random;
        private final int number;
        private ChannelHistory history;
        private DeliveryLedger ledger;

        Writer(String table, int number, Random random, Interleaving.Turns turns) {
            this.table = table;
            this.number = number;
            this.random = random;
            faulty.on(request -> {
                turns.request();
                return fault();
            });
            history = DynamoDbHistories.history(faulty, table, clock);
            ledger = DynamoDbLedgers.ledger(faulty, table, clock);
        }

        private Fault fault() {
            return switch (random.nextInt(12)) {
                case 0 -> Fault.CRASH_BEFORE;
                case 1 -> Fault.CRASH_AFTER;
                case 2 -> Fault.LOST_ANSWER;
                default -> Fault.NONE;
            };
        }

        void run() {
            for (int batch = 0; batch < BATCHES; batch++) {
                appendUntilAcknowledged(batch(batch));
            }
        }

        /** Named keys are shared with the other writers, the source is its own. */
        private List<Draft> batch(int batch) {
            List<Draft> more = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                String name = "k" + random.nextInt(NAMES);
                more.add(new Draft(json(name), null, Map.of(), new IdempotencyKey.Named(name)));
            }
            if (random.nextInt(3) > 0) {
                return more;
            }
            String source = "s" + number;
            IdempotencyKey key = new IdempotencyKey.SourcePosition(source, Integer.toString(batch));
            more.add(random.nextInt(more.size() + 1), new Draft(json(source + "-" + batch), null, Map.of(), key));
            return more;
        }

        private void appendUntilAcknowledged(List<Draft> drafts) {
            List<Draft> batch = drafts;
            while (!batch.isEmpty()) {
                try {
                    List<Appended> appended = history.append(CHANNEL, batch, clock.instant());
                    StreamPosition last = appended.stream()
                            .map(Appended::position)
                            .max(Comparator.comparingLong(StreamPosition::offset))
                            .orElseThrow();
                    ledger.advance(CHANNEL, last);
                    published.addAll(batch);
                    acknowledged.addAll(appended);
                    return;
                } catch (Crash crash) {
                    history = DynamoDbHistories.history(faulty, table, clock);
                    ledger = DynamoDbLedgers.ledger(faulty, table, clock);
                    // Not everyone tries everything again.
                    batch = batch.stream()
                            .filter(draft -> random.nextInt(3) > 0)
                            .toList();
                }
            }
        }
    }

    @Property(tries = 20)
    void offsetsAreContiguousAndEachKeyIsPublishedOnce(
            @ForAll long seed, @ForAll @Size(max = 60) List<@IntRange(max = WRITERS - 1) Integer> order)
            throws InterruptedException, ExecutionException {
        String table = DYNAMO_DB.newTable();
        Interleaving interleaving = new Interleaving();
        List<Writer> writers = IntStream.range(0, WRITERS)
                .mapToObj(n -> new Writer(table, n, new Random(seed + n), interleaving.add()))
                .toList();

        interleaving.run(writers.stream().<Runnable>map(writer -> writer::run).toList(), order);

        ChannelHistory reader = DynamoDbHistories.history(DYNAMO_DB.client(), table, clock);
        StreamPosition head = reader.head(CHANNEL);
        List<Publication> all = reader.read(CHANNEL.name(), new StreamPosition(0, head.epoch()), Long.MAX_VALUE);
        assertThat(all)
                .extracting(Publication::offset)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, all.size()).boxed().toList());
        assertThat(all).extracting(publication -> publication.data().text()).doesNotHaveDuplicates();
        for (Writer writer : writers) {
            for (int i = 0; i < writer.published.size(); i++) {
                check(writer.published.get(i), writer.acknowledged.get(i), all, head);
            }
        }
    }

    /** What was acknowledged is in the history, at its position. */
    private static void check(Draft draft, Appended appended, List<Publication> all, StreamPosition head) {
        Publication published = all.stream()
                .filter(publication -> publication.data().equals(draft.data()))
                .findFirst()
                .orElseThrow();
        assertThat(appended.position().epoch()).isEqualTo(head.epoch());
        assertThat(published.offset()).isLessThanOrEqualTo(head.offset());
        if (draft.key() instanceof IdempotencyKey.Named || !appended.duplicate()) {
            assertThat(appended.position().offset()).isEqualTo(published.offset());
        } else {
            assertThat(appended.position().offset()).isGreaterThanOrEqualTo(published.offset());
        }
    }

    private static Json json(String text) {
        return new Json("\"" + text + "\"");
    }
}
