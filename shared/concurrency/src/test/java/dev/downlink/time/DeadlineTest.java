package dev.downlink.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final TestClock clock = new TestClock();
    private final Deadline deadline = Deadline.after(Duration.ofSeconds(10), clock);

    @Test
    void leavesWhatIsNeededUntilItIsTooNear() {
        clock.advance(Duration.ofSeconds(8));
        assertThat(deadline.leaves(Duration.ofSeconds(2))).isTrue();

        clock.advance(Duration.ofMillis(1));
        assertThat(deadline.leaves(Duration.ofSeconds(2))).isFalse();
    }
}
