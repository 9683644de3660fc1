package dev.downlink.local.gateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final AtomicLong nanos = new AtomicLong(-5);

    @Property
    void letsThroughTheBurstAndThenTheRate(
            @ForAll @IntRange(min = 1, max = 1000) int perSecond,
            @ForAll @IntRange(min = 1, max = 1000) int burst,
            @ForAll @IntRange(min = 0, max = 100) int seconds) {
        Throttle throttle = new Throttle(new RateLimit(perSecond, burst), nanos::get);
        assertThat(taken(throttle)).isEqualTo(burst);
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        // The interval between two tokens is a whole number of nanoseconds, hence one token more or less.
        assertThat(taken(throttle))
                .isBetween(Math.min(burst, perSecond * seconds) - 1L, Math.min(burst, perSecond * seconds) + 1L);
    }

    @Test
    void keepsNoMoreThanTheBurst() {
        Throttle throttle = new Throttle(new RateLimit(10, 5), nanos::get);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(taken(throttle)).isEqualTo(5);
    }

    @Test
    void refusesALimitThatLetsNothingThrough() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimit(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimit(1, 0));
    }

    private static long taken(Throttle throttle) {
        return IntStream.range(0, 2000).takeWhile(i -> throttle.tryAcquire()).count();
    }
}
