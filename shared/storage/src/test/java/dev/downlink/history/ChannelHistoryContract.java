package dev.downlink.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.downlink.TestClock;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.Retention;
import dev.downlink.channel.TestRules;
import dev.downlink.history.ChannelHistory.Appended;
import dev.downlink.history.ChannelHistory.Query;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every history does, together with the ledger that makes what was appended the head. */
public abstract class ChannelHistoryContract {

    protected static final Channel CHANNEL = TestRules.channel("chat:lobby", new Retention(5, Duration.ofHours(1)), 1);
    protected static final ChannelName NAME = CHANNEL.name();

    private static final Channel OTHER = TestRules.channel("chat:other", CHANNEL.retention(), 1);
    private static final Retention BRIEF = new Retention(1, Duration.ofSeconds(1));

    protected final TestClock clock = new TestClock();
    protected ChannelHistory history;
    protected DeliveryLedger ledger;

    /** Both over the same, empty store. */
    public record Stores(ChannelHistory history, DeliveryLedger ledger) {}

    protected abstract Stores empty();

    @BeforeEach
    void setUp() {
        Stores stores = empty();
        history = stores.history();
        ledger = stores.ledger();
    }

    @Test
    void beginsAChannelAtOffsetZeroWithAnEpochThatStays() {
        StreamPosition head = history.head(CHANNEL);

        assertThat(head.offset()).isZero();
        assertThat(head.epoch()).isNotEmpty();
        assertThat(history.head(CHANNEL)).isEqualTo(head);
        assertThat(append("1")).isEqualTo(new StreamPosition(1, head.epoch()));
    }

    @Test
    void numbersPublicationsFromOne() {
        assertThat(List.of(
                        append("1").offset(), append("2").offset(), append("3").offset()))
                .containsExactly(1L, 2L, 3L);
        assertThat(history.head(CHANNEL).offset()).isEqualTo(3);
    }

    @Test
    void keepsChannelsApart() {
        append("1");

        assertThat(history.head(OTHER).offset()).isZero();
        assertThat(history.head(OTHER).epoch())
                .isNotEqualTo(history.head(CHANNEL).epoch());
    }

    @Test
    void returnsAPublicationAsItWasPublished() {
        ClientInfo info = new ClientInfo("client", "ann", new Json("{\"name\":\"Ann\"}"), new Json("[1]"));
        Draft draft = new Draft(new Json("{\"text\":\"Grüße, 世界\"}"), info, Map.of("kind", "greeting"), null);

        StreamPosition position = append(draft).position();

        assertThat(history.read(NAME, start(position), 10))
                .containsExactly(new Publication(1, draft.data(), info, draft.tags(), clock.instant()));
    }

    @Test
    void returnsWhoPublishedWithoutInventingWhatIsNotThere() {
        ClientInfo info = new ClientInfo("client", "", null, null);
        StreamPosition position =
                append(new Draft(new Json("1"), info, Map.of(), null)).position();

        assertThat(history.read(NAME, start(position), 1))
                .extracting(Publication::info)
                .containsExactly(info);
    }

    @Test
    void readsForwardFromAPosition() {
        StreamPosition last = appendMany(7);

        assertThat(offsets(history.read(NAME, new StreamPosition(2, last.epoch()), 5)))
                .containsExactly(3L, 4L, 5L);
        assertThat(offsets(history.read(NAME, new StreamPosition(5, last.epoch()), 100)))
                .containsExactly(6L, 7L);
        assertThat(history.read(NAME, last, 100)).isEmpty();
    }

    @Test
    void readsNothingOfAnotherEpoch() {
        appendMany(3);

        assertThat(history.read(NAME, new StreamPosition(0, "another"), 100)).isEmpty();
    }

    @Test
    void readsForDeliveryWhatHistoryNoLongerShows() {
        StreamPosition last = appendMany(9);

        assertThat(history.read(NAME, start(last), 100)).hasSize(9);
        assertThat(offsets(history.history(CHANNEL, all()).publications())).containsExactly(5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void showsHistoryForwardsAndBackwardsWithinALimit() {
        appendMany(5);

        assertThat(history(2, null, false)).containsExactly(1L, 2L);
        assertThat(history(2, null, true)).containsExactly(5L, 4L);
        assertThat(history(-1, 3L, false)).containsExactly(4L, 5L);
        assertThat(history(-1, 3L, true)).containsExactly(2L, 1L);
        assertThat(history(1, 3L, true)).containsExactly(2L);
        assertThat(history(-1, 5L, false)).isEmpty();
    }

    @Test
    void showsNothingAfterAnOffsetThatNeverWas() {
        appendMany(5);

        assertThat(history(-1, 6L, false)).isEmpty();
        assertThat(history(-1, Long.MAX_VALUE, false)).isEmpty();
        assertThat(history(2, Long.MAX_VALUE, true)).containsExactly(5L, 4L);
    }

    @Test
    void showsNoMoreHistoryThanFits() {
        StreamPosition last = appendMany(5);
        List<Publication> all = history.history(CHANNEL, all()).publications();
        int bytesOfTwo = all.get(0).wireBytes() + all.get(1).wireBytes();

        assertThat(offsets(history.history(CHANNEL, new Query(-1, null, false, bytesOfTwo))
                        .publications()))
                .containsExactly(1L, 2L);
        assertThat(offsets(history.history(CHANNEL, new Query(-1, last, true, bytesOfTwo - 1))
                        .publications()))
                .containsExactly(4L);
        assertThat(history.history(CHANNEL, new Query(-1, null, false, 0)).publications())
                .isEmpty();
    }

    @Test
    void tellsThePositionWithoutPublicationsForALimitOfZero() {
        StreamPosition last = appendMany(2);

        ChannelHistory.Page page = history.history(CHANNEL, new Query(0, null, false, Integer.MAX_VALUE));

        assertThat(page.publications()).isEmpty();
        assertThat(page.head()).isEqualTo(last);
    }

    @Test
    void forgetsPublicationsByAgeButNotItsPosition() {
        StreamPosition old = appendMany(3);
        clock.advance(Duration.ofMinutes(61));

        assertThat(history(-1, null, false)).isEmpty();
        assertThat(history.read(NAME, start(old), 100)).isEmpty();
        assertThat(history.head(CHANNEL)).isEqualTo(old);
        assertThat(append("4")).isEqualTo(new StreamPosition(4, old.epoch()));
        assertThat(history(-1, null, false)).containsExactly(4L);
    }

    @Test
    void keepsEvenTheShortestHistoryLongEnoughToDeliver() {
        Channel brief = TestRules.channel("chat:brief", BRIEF, 1);
        append(brief, Draft.of(new Json("1")));
        clock.advance(Duration.ofMinutes(4));

        assertThat(history.read(brief.name(), start(history.head(brief)), 10)).hasSize(1);
        assertThat(history.history(brief, all()).publications()).isEmpty();
    }

    @Test
    void publishesOnceForAnIdempotencyKey() {
        Appended first = append(keyed("a"));
        append("2");
        Appended again = append(keyed("a"));
        Appended other = append(keyed("b"));

        assertThat(first.duplicate()).isFalse();
        assertThat(again).isEqualTo(new Appended(first.position(), true));
        assertThat(other.position().offset()).isEqualTo(3);
        assertThat(history.head(CHANNEL).offset()).isEqualTo(3);
    }

    @Test
    void remembersAnIdempotencyKeyLongerThanAShortHistory() {
        Channel brief = TestRules.channel("chat:brief", BRIEF, 1);
        Appended first = append(brief, keyed("a"));
        clock.advance(Duration.ofHours(23));

        assertThat(append(brief, keyed("a"))).isEqualTo(new Appended(first.position(), true));
    }

    @Test
    void forgetsAnIdempotencyKeyInTheEnd() {
        append(keyed("a"));
        clock.advance(ChannelHistory.KEY_LIFETIME);

        assertThat(append(keyed("a")).duplicate()).isFalse();
    }

    @Test
    void givesConcurrentAppendsContiguousOffsets() throws InterruptedException, ExecutionException {
        int writers = 6;
        int each = 15;
        List<Long> expected = LongStream.rangeClosed(1, 6 * 15).boxed().toList();
        List<Long> offsets = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(writers)) {
            List<Future<List<Long>>> results = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                boolean keyed = writer % 2 == 0;
                String name = "w" + writer;
                results.add(executor.submit(() -> LongStream.range(0, each)
                        .map(n -> append(keyed ? keyed(name + n) : Draft.of(new Json("\"" + name + n + "\"")))
                                .position()
                                .offset())
                        .boxed()
                        .toList()));
            }
            for (Future<List<Long>> result : results) {
                List<Long> own = result.get();
                assertThat(own).isSorted();
                offsets.addAll(own);
            }
        }

        assertThat(offsets).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(offsets(history.read(NAME, start(history.head(CHANNEL)), 1000)))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void appendsSeveralInTheirOrder() {
        append("1");

        List<Appended> appended = append(keyed(120));

        String epoch = history.head(CHANNEL).epoch();
        assertThat(appended)
                .containsExactlyElementsOf(LongStream.rangeClosed(2, 121)
                        .mapToObj(offset -> new Appended(new StreamPosition(offset, epoch), false))
                        .toList());
        assertThat(history.read(NAME, new StreamPosition(1, epoch), 1000))
                .extracting(publication -> publication.data().text())
                .containsExactlyElementsOf(
                        keyed(120).stream().map(draft -> draft.data().text()).toList());
    }

    @Test
    void showsNothingUntilItIsMadeTheHead() {
        append("1");
        StreamPosition second = history.append(CHANNEL, List.of(Draft.of(new Json("2"))), clock.instant())
                .getFirst()
                .position();
        assertThat(second.offset()).isEqualTo(2);
        assertThat(history.head(CHANNEL).offset()).isEqualTo(1);
        assertThat(history(-1, null, false)).containsExactly(1L);
        assertThat(history(-1, null, true)).containsExactly(1L);

        ledger.advance(CHANNEL, second);

        assertThat(history.head(CHANNEL)).isEqualTo(second);
        assertThat(history(-1, null, false)).containsExactly(1L, 2L);
    }

    @Test
    void readsFromTheMiddleOfWhatWasAppendedTogether() {
        append("1");
        append(keyed(4));
        StreamPosition last = append("6");
        String epoch = last.epoch();

        for (long after = 0; after <= 6; after++) {
            for (long through = after; through <= 7; through++) {
                assertThat(offsets(history.read(NAME, new StreamPosition(after, epoch), through)))
                        .isEqualTo(LongStream.rangeClosed(after + 1, Math.min(6, through))
                                .boxed()
                                .toList());
            }
        }
        assertThat(history(-1, 3L, false)).containsExactly(4L, 5L, 6L);
        assertThat(history(2, 3L, false)).containsExactly(4L, 5L);
        assertThat(history(-1, 4L, true)).containsExactly(3L, 2L);
        assertThat(history(2, null, true)).containsExactly(6L, 5L);
    }

    @Test
    void skipsWhatWasAppendedFromASourceBefore() {
        append(List.of(from("a", 1), from("a", 2)));

        List<Appended> appended = append(List.of(from("a", 1), from("a", 2), from("a", 3), from("b", 1)));

        assertThat(appended).extracting(Appended::duplicate).containsExactly(true, true, false, false);
        assertThat(appended.get(2).position().offset()).isEqualTo(3);
        assertThat(appended.get(3).position().offset()).isEqualTo(4);
        assertThat(appended.get(0).position().offset()).isBetween(1L, 2L);
    }

    @Test
    void takesAPositionOfASourceOnceWithinABatch() {
        List<Appended> appended = append(List.of(from("a", 1), from("a", 1), from("a", 2)));

        assertThat(appended).extracting(Appended::duplicate).containsExactly(false, true, false);
        assertThat(appended).extracting(each -> each.position().offset()).containsExactly(1L, 1L, 2L);
    }

    @Test
    void forgetsASourceThatIsSilentForLong() {
        append(List.of(from("a", 5)));
        clock.advance(ChannelHistory.KEY_LIFETIME);

        assertThat(append(List.of(from("a", 1))).getFirst().duplicate()).isFalse();
    }

    @Test
    void appendsMoreThanFitsTogether() {
        String text = "\"" + "x".repeat(30_000) + "\"";
        List<Draft> drafts =
                IntStream.range(0, 12).mapToObj(n -> Draft.of(new Json(text))).toList();

        List<Appended> appended = append(drafts);

        assertThat(appended)
                .extracting(each -> each.position().offset())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 12).boxed().toList());
        assertThat(offsets(history.read(NAME, start(appended.getFirst().position()), 12)))
                .hasSize(12)
                .isSorted();
        assertThat(history(3, 8L, false)).containsExactly(9L, 10L, 11L);
        assertThat(history(-1, null, true)).containsExactly(12L, 11L, 10L, 9L, 8L);
    }

    @Test
    void appendsNothing() {
        assertThat(append(List.of())).isEmpty();
    }

    @Test
    void leavesWhatWasAppendedBeforeWhereItIs() {
        append(List.of(keyed("b"), keyed("d")));

        List<Appended> appended =
                append(List.of(keyed("a"), keyed("b"), Draft.of(new Json("0")), keyed("d"), keyed("a")));

        assertThat(appended)
                .extracting(each -> each.position().offset(), Appended::duplicate)
                .containsExactly(tuple(3L, false), tuple(1L, true), tuple(4L, false), tuple(2L, true), tuple(3L, true));
        assertThat(history.head(CHANNEL).offset()).isEqualTo(4);
    }

    @Test
    void givesConcurrentAppendsOfSeveralContiguousOffsets() throws InterruptedException, ExecutionException {
        int writers = 4;
        List<Long> offsets = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(writers)) {
            List<Future<List<Appended>>> results = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                // The keys of half of the others: whoever comes second finds them taken.
                List<Draft> drafts = keyed(40).subList(writer * 5, writer * 5 + 20);
                results.add(executor.submit(() -> append(drafts)));
            }
            for (Future<List<Appended>> result : results) {
                result.get().stream()
                        .filter(appended -> !appended.duplicate())
                        .forEach(appended -> offsets.add(appended.position().offset()));
            }
        }

        assertThat(offsets)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 35).boxed().toList());
        assertThat(history.read(NAME, start(history.head(CHANNEL)), 1000))
                .extracting(publication -> publication.data().text())
                .doesNotHaveDuplicates()
                .hasSize(35);
    }

    @Test
    void publishesOnceWhenTheSameKeyIsTriedConcurrently() throws InterruptedException, ExecutionException {
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            List<Future<Appended>> results = new ArrayList<>();
            for (int n = 0; n < 8; n++) {
                results.add(executor.submit(() -> append(keyed("same"))));
            }
            for (Future<Appended> result : results) {
                assertThat(result.get().position().offset()).isEqualTo(1);
            }
        }
        assertThat(history.head(CHANNEL).offset()).isEqualTo(1);
    }

    protected StreamPosition append(String data) {
        return append(Draft.of(new Json(data))).position();
    }

    protected Appended append(Draft draft) {
        return append(CHANNEL, draft);
    }

    private Appended append(Channel channel, Draft draft) {
        return append(channel, List.of(draft)).getFirst();
    }

    protected List<Appended> append(List<Draft> drafts) {
        return append(CHANNEL, drafts);
    }

    /** Appends and acknowledges. */
    private List<Appended> append(Channel channel, List<Draft> drafts) {
        List<Appended> appended = history.append(channel, drafts, clock.instant());
        appended.stream()
                .map(Appended::position)
                .max(Comparator.comparingLong(StreamPosition::offset))
                .ifPresent(last -> ledger.advance(channel, last));
        return appended;
    }

    protected StreamPosition appendMany(int count) {
        for (int n = 1; n < count; n++) {
            append(Integer.toString(n));
        }
        return append(Integer.toString(count));
    }

    protected static List<Draft> keyed(int count) {
        return IntStream.range(0, count).mapToObj(n -> keyed("k" + n)).toList();
    }

    protected static Draft keyed(String key) {
        return new Draft(new Json("\"" + key + "\""), null, Map.of(), new IdempotencyKey.Named(key));
    }

    /** A record of a source, at a position of ten digits. */
    protected static Draft from(String source, int position) {
        String text = String.format(Locale.ROOT, "%010d", position);
        IdempotencyKey key = new IdempotencyKey.SourcePosition(source, text);
        return new Draft(new Json("\"" + source + position + "\""), null, Map.of(), key);
    }

    @Test
    void removesPublicationsAndKeepsThePosition() {
        StreamPosition head = appendMany(3);

        history.remove(CHANNEL);
        assertThat(history(-1, null, false)).isEmpty();
        assertThat(history(-1, null, true)).isEmpty();
        assertThat(history.head(CHANNEL)).isEqualTo(head);

        append("4");
        assertThat(history(-1, null, false)).containsExactly(4L);
        assertThat(history(-1, 2L, false)).containsExactly(4L);
    }

    @Test
    void removesNothingOfAnotherChannel() {
        appendMany(2);

        history.remove(OTHER);
        assertThat(history(-1, null, false)).containsExactly(1L, 2L);
    }

    private List<Long> history(int limit, @Nullable Long since, boolean reverse) {
        @Nullable
        StreamPosition position = since == null
                ? null
                : new StreamPosition(since, history.head(CHANNEL).epoch());
        Query query = new Query(limit, position, reverse, Integer.MAX_VALUE);
        return offsets(history.history(CHANNEL, query).publications());
    }

    private static Query all() {
        return new Query(-1, null, false, Integer.MAX_VALUE);
    }

    protected static StreamPosition start(StreamPosition position) {
        return new StreamPosition(0, position.epoch());
    }

    protected static List<Long> offsets(List<Publication> publications) {
        return publications.stream().map(Publication::offset).toList();
    }
}
