package dev.downlink.schedulerservice.beat;

import dev.downlink.concurrent.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Starts calls evenly over a time, and waits for their results. */
final class Pace {

    private static final int MAX_IN_FLIGHT = 64;
    /** Longer than a call may take. */
    private static final Duration LAST_RESULTS = Duration.ofSeconds(6);

    private final EventLoop loop;
    private final Instant start;
    private final Duration stretch;
    private final Queue<Call> calls = new ArrayDeque<>();
    private int inFlight;

    /** A call, whose result is handled on the event loop. */
    record Call(Duration after, Supplier<CompletionStage<Runnable>> start) {}

    /** @param stretch the last call starts so long after the first */
    Pace(EventLoop loop, Duration stretch) {
        this.loop = loop;
        this.start = loop.now();
        this.stretch = stretch;
    }

    /** Spreads calls over the stretch, or over less time if that is no more than so many a second. */
    <T> Stream<Call> spread(List<T> items, int perSecond, Function<T, CompletionStage<Runnable>> call) {
        Duration even = stretch.dividedBy(Math.max(1, items.size()));
        Duration shortest = Duration.ofSeconds(1).dividedBy(perSecond);
        Duration gap = even.compareTo(shortest) < 0 ? even : shortest;
        return IntStream.range(0, items.size())
                .mapToObj(n -> new Call(gap.multipliedBy(n), () -> call.apply(items.get(n))));
    }

    /**
     * Makes the calls. What has not started an eighth of the stretch after its end does not start any more.
     *
     * @return how many did not start
     */
    int run(Stream<Call> all) {
        all.sorted(Comparator.comparing(Call::after)).forEach(calls::add);
        Instant last = start.plus(stretch).plus(stretch.dividedBy(8));
        while (!calls.isEmpty() && loop.now().isBefore(last)) {
            Instant due = start.plus(calls.element().after());
            if (inFlight < MAX_IN_FLIGHT && !due.isAfter(loop.now())) {
                begin(calls.remove());
            } else {
                loop.run(inFlight < MAX_IN_FLIGHT && due.isBefore(last) ? due : last);
            }
        }
        Instant end = loop.now().plus(LAST_RESULTS);
        while (inFlight > 0 && loop.now().isBefore(end)) {
            loop.run(end);
        }
        return calls.size();
    }

    private void begin(Call call) {
        inFlight++;
        call.start()
                .get()
                .whenComplete((result, failure) -> loop.add(() -> {
                    inFlight--;
                    if (result != null) {
                        result.run();
                    }
                }));
    }
}
