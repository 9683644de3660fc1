package dev.downlink.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.downlink.TestClock;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.Retention;
import dev.downlink.history.ChannelHistory.Appended;
import dev.downlink.history.ChannelHistory.Query;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

/** What every log does. */
public abstract class ChannelHistoryContract {

    protected static final ChannelName CHANNEL = new ChannelName("chat:lobby");
    protected static final Retention RETENTION = new Retention(5, Duration.ofHours(1));

    protected final TestClock clock = new TestClock();
    protected ChannelHistory log;

    /** A log over an empty store. */
    protected abstract ChannelHistory empty();

    @BeforeEach
    void setUp() {
        log = empty();
    }

    @Test
    void beginsAChannelAtOffsetZeroWithAnEpochThatStays() {
        StreamPosition head = log.head(CHANNEL);

        assertThat(head.offset()).isZero();
        assertThat(head.epoch()).isNotEmpty();
        assertThat(log.head(CHANNEL)).isEqualTo(head);
        assertThat(append("1")).isEqualTo(new StreamPosition(1, head.epoch()));
    }

    @Test
    void numbersPublicationsFromOne() {
        assertThat(List.of(
                        append("1").offset(), append("2").offset(), append("3").offset()))
                .containsExactly(1L, 2L, 3L);
        assertThat(log.head(CHANNEL).offset()).isEqualTo(3);
    }

    @Test
    void keepsChannelsApart() {
        append("1");

        assertThat(log.head(new ChannelName("chat:other")).offset()).isZero();
        assertThat(log.head(new ChannelName("chat:other")).epoch())
                .isNotEqualTo(log.head(CHANNEL).epoch());
    }

    @Test
    void returnsAPublicationAsItWasPublished() {
        ClientInfo info = new ClientInfo("client", "ann", new Json("{\"name\":\"Ann\"}"), new Json("[1]"));
        Draft draft = new Draft(new Json("{\"text\":\"Grüße, 世界\"}"), info, Map.of("kind", "greeting"), null);

        StreamPosition position = log.append(CHANNEL, draft, RETENTION).position();

        assertThat(log.read(CHANNEL, start(position), 10))
                .containsExactly(new Publication(1, draft.data(), info, draft.tags(), clock.instant()));
    }

    @Test
    void returnsWhoPublishedWithoutInventingWhatIsNotThere() {
        ClientInfo info = new ClientInfo("client", "", null, null);
        StreamPosition position = log.append(CHANNEL, new Draft(new Json("1"), info, Map.of(), null), RETENTION)
                .position();

        assertThat(log.read(CHANNEL, start(position), 1))
                .extracting(Publication::info)
                .containsExactly(info);
    }

    @Test
    void readsForwardFromAPosition() {
        StreamPosition last = appendMany(7);

        assertThat(offsets(log.read(CHANNEL, new StreamPosition(2, last.epoch()), 3)))
                .containsExactly(3L, 4L, 5L);
        assertThat(offsets(log.read(CHANNEL, new StreamPosition(5, last.epoch()), 100)))
                .containsExactly(6L, 7L);
        assertThat(log.read(CHANNEL, last, 100)).isEmpty();
    }

    @Test
    void readsNothingOfAnotherEpoch() {
        appendMany(3);

        assertThat(log.read(CHANNEL, new StreamPosition(0, "another"), 100)).isEmpty();
    }

    @Test
    void readsForDeliveryWhatHistoryNoLongerShows() {
        StreamPosition last = appendMany(9);

        assertThat(log.read(CHANNEL, start(last), 100)).hasSize(9);
        assertThat(offsets(log.history(CHANNEL, all(), RETENTION).publications()))
                .containsExactly(5L, 6L, 7L, 8L, 9L);
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
        List<Publication> all = log.history(CHANNEL, all(), RETENTION).publications();
        int bytesOfTwo = all.get(0).wireBytes() + all.get(1).wireBytes();

        assertThat(offsets(log.history(CHANNEL, new Query(-1, null, false, bytesOfTwo), RETENTION)
                        .publications()))
                .containsExactly(1L, 2L);
        assertThat(offsets(log.history(CHANNEL, new Query(-1, last, true, bytesOfTwo - 1), RETENTION)
                        .publications()))
                .containsExactly(4L);
        assertThat(log.history(CHANNEL, new Query(-1, null, false, 0), RETENTION)
                        .publications())
                .isEmpty();
    }

    @Test
    void tellsThePositionWithoutPublicationsForALimitOfZero() {
        StreamPosition last = appendMany(2);

        ChannelHistory.Page page = log.history(CHANNEL, new Query(0, null, false, Integer.MAX_VALUE), RETENTION);

        assertThat(page.publications()).isEmpty();
        assertThat(page.head()).isEqualTo(last);
    }

    @Test
    void forgetsPublicationsByAgeButNotItsPosition() {
        StreamPosition old = appendMany(3);
        clock.advance(Duration.ofMinutes(61));

        assertThat(history(-1, null, false)).isEmpty();
        assertThat(log.read(CHANNEL, start(old), 100)).isEmpty();
        assertThat(log.head(CHANNEL)).isEqualTo(old);
        assertThat(append("4")).isEqualTo(new StreamPosition(4, old.epoch()));
        assertThat(history(-1, null, false)).containsExactly(4L);
    }

    @Test
    void keepsEvenTheShortestHistoryLongEnoughToDeliver() {
        Retention brief = new Retention(1, Duration.ofSeconds(1));
        log.append(CHANNEL, Draft.of(new Json("1")), brief);
        clock.advance(Duration.ofMinutes(4));

        assertThat(log.read(CHANNEL, start(log.head(CHANNEL)), 10)).hasSize(1);
        assertThat(log.history(CHANNEL, all(), brief).publications()).isEmpty();
    }

    @Test
    void publishesOnceForAnIdempotencyKey() {
        Appended first = log.append(CHANNEL, keyed("a"), RETENTION);
        append("2");
        Appended again = log.append(CHANNEL, keyed("a"), RETENTION);
        Appended other = log.append(CHANNEL, keyed("b"), RETENTION);

        assertThat(first.duplicate()).isFalse();
        assertThat(again).isEqualTo(new Appended(first.position(), true));
        assertThat(other.position().offset()).isEqualTo(3);
        assertThat(log.head(CHANNEL).offset()).isEqualTo(3);
    }

    @Test
    void remembersAnIdempotencyKeyLongerThanAShortHistory() {
        Retention brief = new Retention(1, Duration.ofSeconds(1));
        Appended first = log.append(CHANNEL, keyed("a"), brief);
        clock.advance(Duration.ofHours(23));

        assertThat(log.append(CHANNEL, keyed("a"), brief)).isEqualTo(new Appended(first.position(), true));
    }

    @Test
    void forgetsAnIdempotencyKeyInTheEnd() {
        log.append(CHANNEL, keyed("a"), RETENTION);
        clock.advance(ChannelHistory.KEY_LIFETIME);

        assertThat(log.append(CHANNEL, keyed("a"), RETENTION).duplicate()).isFalse();
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
                        .map(n -> log.append(
                                        CHANNEL,
                                        keyed ? keyed(name + n) : Draft.of(new Json("\"" + name + n + "\"")),
                                        RETENTION)
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
        assertThat(offsets(log.read(CHANNEL, start(log.head(CHANNEL)), 1000))).containsExactlyElementsOf(expected);
    }

    @Test
    void appendsSeveralInTheirOrder() {
        append("1");

        List<Appended> appended = log.append(CHANNEL, keyed(120), RETENTION);

        String epoch = log.head(CHANNEL).epoch();
        assertThat(appended)
                .containsExactlyElementsOf(LongStream.rangeClosed(2, 121)
                        .mapToObj(offset -> new Appended(new StreamPosition(offset, epoch), false))
                        .toList());
        assertThat(log.read(CHANNEL, new StreamPosition(1, epoch), 1000))
                .extracting(publication -> publication.data().text())
                .containsExactlyElementsOf(
                        keyed(120).stream().map(draft -> draft.data().text()).toList());
    }

    @Test
    void leavesWhatWasAppendedBeforeWhereItIs() {
        log.append(CHANNEL, List.of(keyed("b"), keyed("d")), RETENTION);

        List<Appended> appended = log.append(
                CHANNEL, List.of(keyed("a"), keyed("b"), Draft.of(new Json("0")), keyed("d"), keyed("a")), RETENTION);

        assertThat(appended)
                .extracting(each -> each.position().offset(), Appended::duplicate)
                .containsExactly(tuple(3L, false), tuple(1L, true), tuple(4L, false), tuple(2L, true), tuple(3L, true));
        assertThat(log.head(CHANNEL).offset()).isEqualTo(4);
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
                results.add(executor.submit(() -> log.append(CHANNEL, drafts, RETENTION)));
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
        assertThat(log.read(CHANNEL, start(log.head(CHANNEL)), 1000))
                .extracting(publication -> publication.data().text())
                .doesNotHaveDuplicates()
                .hasSize(35);
    }

    @Test
    void publishesOnceWhenTheSameKeyIsTriedConcurrently() throws InterruptedException, ExecutionException {
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            List<Future<Appended>> results = new ArrayList<>();
            for (int n = 0; n < 8; n++) {
                results.add(executor.submit(() -> log.append(CHANNEL, keyed("same"), RETENTION)));
            }
            for (Future<Appended> result : results) {
                assertThat(result.get().position().offset()).isEqualTo(1);
            }
        }
        assertThat(log.head(CHANNEL).offset()).isEqualTo(1);
    }

    protected StreamPosition append(String data) {
        return log.append(CHANNEL, Draft.of(new Json(data)), RETENTION).position();
    }

    protected StreamPosition appendMany(int count) {
        for (int n = 1; n < count; n++) {
            append(Integer.toString(n));
        }
        return append(Integer.toString(count));
    }

    private static List<Draft> keyed(int count) {
        return IntStream.range(0, count).mapToObj(n -> keyed("k" + n)).toList();
    }

    private static Draft keyed(String key) {
        return new Draft(new Json("\"" + key + "\""), null, Map.of(), key);
    }

    private List<Long> history(int limit, @Nullable Long since, boolean reverse) {
        @Nullable
        StreamPosition position = since == null
                ? null
                : new StreamPosition(since, log.head(CHANNEL).epoch());
        Query query = new Query(limit, position, reverse, Integer.MAX_VALUE);
        return offsets(log.history(CHANNEL, query, RETENTION).publications());
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
