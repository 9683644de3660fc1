package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.Courier.Outcome;
import dev.downlink.delivery.Courier.Parcel;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.ControlledPoster;
import dev.downlink.delivery.post.ControlledPoster.Post;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.delivery.post.RecordingPoster;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CourierTest {

    private static final ConnectionId A = new ConnectionId("a");
    private static final ConnectionId B = new ConnectionId("b");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Clock clock = Clock.systemUTC();
    private final RecordingPoster poster = new RecordingPoster();
    private final Courier courier = new Courier(poster, clock, 10);

    @Test
    void bringsEachConnectionItsFramesInSequence() {
        Map<ConnectionId, Outcome> outcomes =
                courier.deliver(List.of(parcel(A, "1", "2", "3"), parcel(B, "4")), PATIENCE, later());

        assertThat(outcomes).isEqualTo(Map.of(A, new Outcome.Done(), B, new Outcome.Done()));
        assertThat(poster.received(A)).containsExactly("1", "2", "3");
        assertThat(poster.received(B)).containsExactly("4");
    }

    @Test
    void triesAgainWhatIsThrottledOrFailsAndKeepsTheSequence() {
        poster.answer(
                A,
                new PostResult.Delivered(),
                new PostResult.Throttled(),
                new PostResult.Failed("503"),
                new PostResult.Delivered());

        assertThat(courier.deliver(List.of(parcel(A, "1", "2", "3")), PATIENCE, later()))
                .containsEntry(A, new Outcome.Done());
        assertThat(poster.received(A)).containsExactly("1", "2", "3");
    }

    @Test
    void putsAsideWhatFailsForTooLongAndSaysHowFarItGot() {
        poster.answer(A, new PostResult.Delivered());
        poster.alwaysAnswer(A, new PostResult.Throttled());

        Map<ConnectionId, Outcome> outcomes =
                courier.deliver(List.of(parcel(A, "1", "2", "3"), parcel(B, "4")), Duration.ofMillis(80), later());

        assertThat(outcomes).isEqualTo(Map.of(A, new Outcome.Unfinished(1), B, new Outcome.Done()));
    }

    @Test
    void findsOutWhoIsGone() {
        poster.alwaysAnswer(A, new PostResult.Gone());

        assertThat(courier.deliver(List.of(parcel(A, "1", "2")), PATIENCE, later()))
                .containsEntry(A, new Outcome.Gone());
    }

    @Test
    void passesOverAFrameThatIsRefusedForGood() {
        poster.answer(A, new PostResult.InvalidFrame("413"));

        assertThat(courier.deliver(List.of(parcel(A, "1", "2")), PATIENCE, later()))
                .containsEntry(A, new Outcome.Done());
        assertThat(poster.received(A)).containsExactly("2");
    }

    @Test
    void startsNoPostWhenItsTimeIsUp() {
        Map<ConnectionId, Outcome> outcomes = courier.deliver(
                List.of(parcel(A, "1")), PATIENCE, clock.instant().minusMillis(1));

        assertThat(outcomes).containsEntry(A, new Outcome.Unfinished(0));
        assertThat(poster.received(A)).isEmpty();
    }

    @Test
    void hasABoundedNumberOfPostsOnTheirWayAndOnePerConnection() {
        ControlledPoster controlled = new ControlledPoster();
        List<Parcel> parcels = IntStream.range(0, 5)
                .mapToObj(n -> parcel(new ConnectionId("c" + n), "1", "2"))
                .toList();
        CompletableFuture<Map<ConnectionId, Outcome>> delivery = CompletableFuture.supplyAsync(
                () -> new Courier(controlled, clock, 3).deliver(parcels, PATIENCE, later()));
        List<String> arrived = new ArrayList<>();

        while (!delivery.isDone()) {
            await().until(() -> delivery.isDone() || !controlled.onTheirWay().isEmpty());
            List<Post> onTheirWay = controlled.onTheirWay();
            assertThat(onTheirWay).hasSizeLessThanOrEqualTo(3);
            assertThat(onTheirWay.stream().map(Post::connection)).doesNotHaveDuplicates();
            onTheirWay.stream().limit(1).forEach(post -> {
                arrived.add(post.connection() + post.frame());
                controlled.arrive(post, new PostResult.Delivered());
            });
        }

        assertThat(delivery.join()).hasSize(5);
        assertThat(arrived).hasSize(10);
    }

    @Test
    void aSlowConnectionHoldsUpNoOther() {
        ControlledPoster controlled = new ControlledPoster();
        CompletableFuture<Map<ConnectionId, Outcome>> delivery =
                CompletableFuture.supplyAsync(() -> new Courier(controlled, clock, 2)
                        .deliver(List.of(parcel(A, "1"), parcel(B, "1", "2", "3")), PATIENCE, later()));

        for (int n = 0; n < 3; n++) {
            Post b = await().until(
                            () -> controlled.onTheirWay().stream()
                                    .filter(post -> post.connection().equals(B))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
            controlled.arrive(b, new PostResult.Delivered());
        }
        Post a = controlled.onTheirWay().getFirst();
        assertThat(a.connection()).isEqualTo(A);
        controlled.arrive(a, new PostResult.Delivered());

        assertThat(delivery.join()).hasSize(2);
    }

    @Test
    void leavesBehindOneThatDoesNotAnswerAndBringsItsOutcomeLater() {
        ControlledPoster controlled = new ControlledPoster();
        Courier courier = new Courier(controlled, clock, 2);

        assertThat(courier.deliver(List.of(parcel(A, "1", "2")), Duration.ofMillis(20), later()))
                .isEmpty();
        controlled.arrive(controlled.onTheirWay().getFirst(), new PostResult.Delivered());

        assertThat(courier.finish()).isEqualTo(Map.of(A, new Outcome.Unfinished(1)));
    }

    @Test
    void takesAPosterThatThrowsForAFailure() {
        ConnectionPoster failing = new ConnectionPoster() {
            @Override
            public CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
                if (connection.equals(A)) {
                    throw new IllegalStateException("no thread");
                }
                return CompletableFuture.failedFuture(new IllegalStateException("no answer"));
            }

            @Override
            public CompletionStage<PostResult> close(ConnectionId connection) {
                return CompletableFuture.completedFuture(new PostResult.Delivered());
            }
        };

        assertThat(new Courier(failing, clock, 2)
                        .deliver(List.of(parcel(A, "1"), parcel(B, "1")), Duration.ofMillis(20), later()))
                .isEqualTo(Map.of(A, new Outcome.Unfinished(0), B, new Outcome.Unfinished(0)));
    }

    private Instant later() {
        return clock.instant().plusSeconds(30);
    }

    private static Parcel parcel(ConnectionId connection, String... frames) {
        List<Packed> packed = new ArrayList<>();
        Stream.of(frames)
                .forEach(text ->
                        packed.add(new Packed(new Frame(text.getBytes(StandardCharsets.UTF_8)), packed.size() + 1)));
        return new Parcel(connection, packed, 0);
    }
}
