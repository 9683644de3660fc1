package dev.downlink.delivery.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

    private static final Duration LATENCY = Duration.ofMillis(20);

    private final ConcurrencyLimit limit = new ConcurrencyLimit(256);
    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private int connection;

    @Test
    void growsToItsMaximumWhileItIsUsedToTheFull() {
        run(Duration.ofSeconds(3), Integer.MAX_VALUE, LATENCY);

        assertThat(limit.current()).isEqualTo(256);
    }

    @Test
    void doesNotGrowWhileItIsNotUsed() {
        for (int n = 0; n < 1000; n++) {
            assertThat(limit.tryAcquire()).isTrue();
            now = now.plus(LATENCY);
            limit.release(new ConnectionId("a"), new PostResult.Delivered(), LATENCY, now);
        }

        assertThat(limit.current()).isEqualTo(64);
    }

    /** 2,500 a second at 20 ms are 50 in flight. */
    @Test
    void staysNearAQuota() {
        int delivered = run(Duration.ofSeconds(20), 2_500, LATENCY);

        assertThat(delivered).isGreaterThan((int) (0.85 * 20 * 2_500));
        assertThat(limit.current()).isBetween(30, 110);
    }

    @Test
    void fallsToItsMinimumWhenNothingIsAccepted() {
        run(Duration.ofSeconds(3), 0, LATENCY);

        assertThat(limit.current()).isEqualTo(4);
        assertThat(limit.isAccountThrottled()).isTrue();
    }

    @Test
    void fallsWhenAnswersTakeMuchLonger() {
        run(Duration.ofSeconds(2), Integer.MAX_VALUE, Duration.ofMillis(10));
        run(Duration.ofSeconds(3), Integer.MAX_VALUE, Duration.ofMillis(300));

        assertThat(limit.current()).isLessThan(150);
    }

    @Test
    void oneConnectionThatDoesNotReadIsNotTheAccount() {
        for (int n = 0; n < 100; n++) {
            limit.tryAcquire();
            now = now.plusMillis(10);
            limit.release(new ConnectionId("stuck"), new PostResult.Throttled(), LATENCY, now);
        }

        assertThat(limit.isAccountThrottled()).isFalse();
    }

    /** @return how many were accepted */
    private int run(Duration duration, int quotaPerSecond, Duration latency) {
        Instant end = now.plus(duration);
        Deque<Instant> inFlight = new ArrayDeque<>();
        double tokens = 0;
        int delivered = 0;
        while (now.isBefore(end)) {
            while (limit.tryAcquire()) {
                inFlight.add(now.plus(latency));
            }
            tokens = Math.min(quotaPerSecond / 10.0, tokens + quotaPerSecond / 1000.0);
            while (!inFlight.isEmpty() && !inFlight.element().isAfter(now)) {
                inFlight.remove();
                boolean accepted = tokens >= 1;
                tokens -= accepted ? 1 : 0;
                delivered += accepted ? 1 : 0;
                limit.release(
                        new ConnectionId("c" + connection++ % 1000),
                        accepted ? new PostResult.Delivered() : new PostResult.Throttled(),
                        latency,
                        now);
            }
            now = now.plusMillis(1);
        }
        inFlight.forEach(one -> limit.release(new ConnectionId("c"), new PostResult.Delivered(), latency, now));
        return delivered;
    }
}
