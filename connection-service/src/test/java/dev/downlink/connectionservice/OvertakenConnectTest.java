package dev.downlink.connectionservice;

import static dev.downlink.connectionservice.Fixture.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.Credentials;
import dev.downlink.connectionservice.token.Tokens;
import dev.downlink.protocol.Dialect;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that another process carries out before the {@code connect} that the client sent first. */
class OvertakenConnectTest {

    private static final String SUBSCRIBE = "{\"subscribe\":{\"channel\":\"open:a\"},\"id\":2}";
    private static final String CONNECT_FIRST =
            "{\"id\":2,\"error\":{\"code\":100,\"message\":\"connect comes first\",\"temporary\":true}}";

    private final Fixture fixture = new Fixture();
    private final Instant start = fixture.clock.instant();
    private int waits;

    @BeforeEach
    void connected() {
        fixture.connected(ANN);
        fixture.whileAsleep = () -> waits++;
    }

    @Test
    void waitForIt() {
        fixture.whileAsleep = () -> {
            waits++;
            if (waits == 3) {
                fixture.connections.identify(ANN, Dialect.CENTRIFUGE, "ann", null, Credentials.NONE);
            }
        };

        assertThat(fixture.send(ANN, SUBSCRIBE)).startsWith("{\"id\":2,\"subscribe\":{");
        assertThat(waits).isEqualTo(3);
        assertThat(fixture.subscription(ANN, "open:a").user()).isEqualTo("ann");
    }

    @Test
    void waitASecondAtMostForAllOfAFrame() {
        assertThat(fixture.send(
                        ANN,
                        SUBSCRIBE,
                        "{\"publish\":{\"channel\":\"open:a\",\"data\":1},\"id\":3}",
                        "{\"subscribe\":{\"channel\":\"open:b\"},\"id\":4}"))
                .startsWith(CONNECT_FIRST)
                .contains("{\"id\":3,\"error\":{\"code\":100")
                .contains("{\"id\":4,\"error\":{\"code\":100");

        assertThat(Duration.between(start, fixture.clock.instant()))
                .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1200));
        assertThat(waits).isLessThan(13);
    }

    @Test
    void waitOnlyWhileThereIsTimeForTheAnswer() {
        fixture.remaining = Duration.ofMillis(2_300);

        assertThat(fixture.send(ANN, SUBSCRIBE)).isEqualTo(CONNECT_FIRST);
        assertThat(Duration.between(start, fixture.clock.instant())).isLessThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void doNotWaitForAConnectThatThisFrameAnswered() {
        assertThat(fixture.send(ANN, "{\"connect\":{\"token\":\"" + expired() + "\"},\"id\":1}", SUBSCRIBE))
                .contains("\"code\":109")
                .contains("connect comes first");
        assertThat(waits).isZero();
    }

    @Test
    void doNotWaitForAClientThatNeverConnects() {
        fixture.clock.advance(Duration.ofSeconds(61));

        assertThat(fixture.send(ANN, SUBSCRIBE)).isEqualTo(CONNECT_FIRST);
        assertThat(waits).isZero();
    }

    @Test
    void endWithAConnectionThatCloses() {
        fixture.whileAsleep = () -> fixture.connections.remove(ANN);

        assertThat(fixture.send(ANN, SUBSCRIBE)).contains("\"code\":3010");
    }

    private static String expired() {
        return Tokens.signed("{\"exp\":1}");
    }
}
