package dev.downlink.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.TokenExpiries.Due;
import dev.downlink.connection.TokenExpiries.Expired;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all notes of tokens do. */
public abstract class TokenExpiriesContract {

    private static final ConnectionId ANN = new ConnectionId("L0SM9cOFvHcCAnn=");
    private static final Expired SUBSCRIPTION = new Expired(ANN, new ChannelName("$chat:a#b"));
    private static final Expired CONNECTION = new Expired(ANN, null);

    protected final TestClock clock = new TestClock();
    private TokenExpiries expiries;

    protected abstract TokenExpiries empty();

    @BeforeEach
    void setUp() {
        expiries = empty();
    }

    @Test
    void areDueOnceTheirTimeForANewTokenIsOver() {
        expiries.note(ANN, in(60));
        expiries.note(SUBSCRIPTION, in(61));

        assertThat(after(84).expired()).isEmpty();
        assertThat(after(1).expired()).containsExactly(CONNECTION);
        assertThat(after(1).expired()).containsExactlyInAnyOrder(CONNECTION, SUBSCRIPTION);
    }

    @Test
    void areReadAgainUntilASweepCompletes() {
        expiries.note(SUBSCRIPTION, in(10));
        Due failed = after(300);
        assertThat(failed.expired()).containsExactly(SUBSCRIPTION);

        Due repeated = after(60);
        assertThat(repeated.expired()).containsExactly(SUBSCRIPTION);
        expiries.complete(repeated);

        assertThat(after(60).expired()).isEmpty();
    }

    @Test
    void areFoundIfTheyComeForAMinuteThatIsBeingRead() {
        expiries.complete(after(0));
        expiries.note(ANN, in(0));

        assertThat(after(25).expired()).containsExactly(CONNECTION);
    }

    @Test
    void areFoundAlsoIfTheyExpiredBeforeTheyWereNoted() {
        expiries.complete(after(3600));
        expiries.note(ANN, in(-600));

        assertThat(after(60).expired()).containsExactly(CONNECTION);
    }

    @Test
    void areNotKeptWhereTheConnectionEndsBefore() {
        expiries.note(ANN, in(3 * 3600));
        expiries.note(ANN, (Instant) null);

        assertThat(after(4 * 3600).expired()).isEmpty();
    }

    private Instant in(long seconds) {
        return clock.instant().plusSeconds(seconds);
    }

    private Due after(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        return expiries.due(clock.instant());
    }
}
