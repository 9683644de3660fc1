package dev.downlink.schedulerservice.beat;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import dev.downlink.concurrent.TestEventLoops;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration STRETCH = Duration.ofSeconds(40);

    private final TestClock clock = new TestClock();
    private final Instant start = clock.instant();
    private final Pace pace = new Pace(new TestEventLoops(clock).create(), STRETCH);
    private final List<Instant> started = new ArrayList<>();

    @Test
    void spreadsManyCallsOverAllOfTheTime() {
        assertThat(run(600)).isZero();

        Map<Long, Long> bySecond = started.stream()
                .collect(groupingBy(at -> Duration.between(start, at).toSeconds(), counting()));
        assertThat(bySecond).hasSize(40);
        // 600 a minute are 10 a second.
        assertThat(bySecond.values()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(3 * 10));
    }

    @Test
    void takesNoLongerThanFewCallsNeed() {
        assertThat(run(5)).isZero();

        assertThat(Duration.between(start, clock.instant())).isLessThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void startsNothingWhenTheTimeIsOver() {
        int left = pace.run(pace.spread(IntStream.range(0, 600).boxed().toList(), 10, item -> {
            started.add(clock.instant());
            clock.advance(Duration.ofSeconds(1));
            return CompletableFuture.completedStage(() -> {});
        }));

        assertThat(started).hasSize(45);
        assertThat(left).isEqualTo(600 - 45);
    }

    @Test
    void waitsForAResultThatComesLate() {
        CompletableFuture<Runnable> result = new CompletableFuture<>();
        List<String> handled = new ArrayList<>();

        pace.run(pace.spread(List.of("late", "later"), 10, item -> {
            CompletableFuture<Runnable> answer = result.thenApply(done -> () -> handled.add(item));
            if (item.equals("later")) {
                result.complete(() -> {});
            }
            return answer;
        }));

        assertThat(handled).containsExactlyInAnyOrder("late", "later");
    }

    private int run(int calls) {
        return pace.run(pace.spread(IntStream.range(0, calls).boxed().toList(), 10, item -> {
            started.add(clock.instant());
            return CompletableFuture.completedStage(() -> {});
        }));
    }
}
