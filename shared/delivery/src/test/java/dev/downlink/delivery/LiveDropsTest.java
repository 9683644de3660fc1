package dev.downlink.delivery;

import static dev.downlink.delivery.simulation.SimulatedConnections.accepted;
import static dev.downlink.delivery.simulation.SimulatedConnections.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.delivery.simulation.SimulatedConnections.Fate;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What connections do not get of publications without history is counted. */
class LiveDropsTest {

    private final DeliveryFixture fixture = new DeliveryFixture();

    @Test
    void countsWhatEachConnectionDoesNotGetWhileTheAccountIsThrottled() {
        fixture.subscribers(30, fixture.train);
        fixture.gateway.everyone(any -> answer(new PostResult.Throttled()));

        publishTogether(2);

        assertThat(fixture.liveSlow.dropped()).isEqualTo(30 * 2);
    }

    @Test
    void countsEveryPublicationOfAPostThatFails() {
        ConnectionId failing = fixture.subscriber("a", fixture.train);
        fixture.gateway.fate(failing, any -> answer(new PostResult.Failed("503")));

        publishTogether(3);

        assertThat(fixture.liveSlow.dropped()).isEqualTo(3);
    }

    @Test
    void countsEveryPublicationThatApiGatewayRefuses() {
        fixture.subscribers(2, fixture.train);
        fixture.gateway.everyone(any -> answer(new PostResult.Refused(403, "ForbiddenException")));

        publishTogether(3);

        assertThat(fixture.liveSlow.dropped()).isEqualTo(2 * 3);
    }

    @Test
    void doesNotCountWhatIsAcceptedAfterTheDeliveryEnded() {
        ConnectionId late = fixture.subscriber("a", fixture.train);
        fixture.gateway.fate(late, any -> accepted(1_500));

        publishTogether(3);

        assertThat(fixture.gateway.received(late)).hasSize(1);
        assertThat(fixture.liveSlow.dropped()).isZero();
        assertThat(fixture.liveSlow.size()).isZero();
    }

    @Test
    void aConnectionThatEndsIsNotSlow() {
        ConnectionId ending = fixture.subscriber("a", fixture.train);
        fixture.gateway.fate(ending, any -> new Fate.Answer(new PostResult.Gone(), Duration.ofMillis(1_500)));

        publishTogether(1);

        assertThat(fixture.liveSlow.size()).isZero();
        assertThat(fixture.liveSlow.dropped()).isZero();
    }

    /** Also waits for the last answer. */
    private void publishTogether(int publications) {
        fixture.engine
                .live()
                .deliver(IntStream.range(0, publications)
                        .mapToObj(n -> new ChannelPublication(
                                fixture.train,
                                new Publication(0, new Json(Integer.toString(n)), null, Map.of(), fixture.now())))
                        .toList());
        fixture.simulation.runUntil(fixture.now().plusSeconds(3));
    }
}
