package dev.downlink.concurrent;

import dev.downlink.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Event loops by a test's clock. A loop that has nothing to run advances the clock to when it would stop waiting. */
public final class TestEventLoops implements EventLoops {

    private final TestClock clock;

    public TestEventLoops(TestClock clock) {
        this.clock = clock;
    }

    @Override
    public EventLoop create() {
        return new Loop();
    }

    private final class Loop implements EventLoop {

        private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public void add(Runnable event) {
            events.add(event);
        }

        @Override
        public void run(Instant until) {
            @Nullable Runnable event = events.poll();
            if (event == null && until.isAfter(now())) {
                clock.advance(Duration.between(now(), until));
            }
            while (event != null) {
                event.run();
                event = events.poll();
            }
        }
    }
}
