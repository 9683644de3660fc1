package dev.downlink.delivery;

import static dev.downlink.delivery.simulation.SimulatedConnections.accepted;
import static dev.downlink.delivery.simulation.SimulatedConnections.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.PostResult;
import org.junit.jupiter.api.Test;

final class DeliveryMetricsTest {

    private final DeliveryFixture fixture = new DeliveryFixture();

    @Test
    void countsAPublicationAndTimesItsWayToEachSubscriber() {
        for (ConnectionId subscriber : fixture.subscribers(2, fixture.lobby)) {
            fixture.gateway.fate(subscriber, any -> accepted(7));
        }

        fixture.publish(fixture.lobby, 1);

        assertThat(fixture.metricLines)
                .satisfiesExactly(
                        line -> assertThat(line).endsWith(",\"Publications\":1}"),
                        line -> assertThat(line).endsWith(",\"Deliveries\":2,\"PublishToFrameMillis\":[7,7]}"));
    }

    @Test
    void countsWithoutHistoryToo() {
        fixture.gateway.fate(fixture.subscriber("a", fixture.train), any -> accepted(7));

        fixture.publish(fixture.train, 1);

        assertThat(fixture.metricLines).last().asString().endsWith(",\"Deliveries\":1,\"PublishToFrameMillis\":7}");
    }

    @Test
    void countsConnectionsThatAreGone() {
        fixture.gateway.fate(fixture.subscriber("a", fixture.lobby), any -> answer(new PostResult.Gone()));

        fixture.publish(fixture.lobby, 1);

        assertThat(fixture.metricLines).last().asString().endsWith(",\"GoneConnections\":1}");
    }

    @Test
    void countsPublicationsThatAreDropped() {
        ConnectionId slow = fixture.subscriber("a", fixture.train);
        fixture.liveSlow.markSlow(slow, fixture.now(), fixture.now());

        fixture.publish(fixture.train, 3);

        assertThat(fixture.metricLines).last().asString().endsWith(",\"DroppedPublications\":1}");
    }
}
