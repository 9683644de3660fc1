package dev.downlink.delivery;

import static dev.downlink.delivery.simulation.SimulatedConnections.accepted;
import static dev.downlink.delivery.simulation.SimulatedConnections.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

        assertThat(fixture.metricLines).last().asString().endsWith(",\"reason\":\"slow\",\"DroppedPublications\":1}");
    }

    @Test
    void countsWhatIsDroppedBecauseApiGatewayRefusesTheCaller() {
        fixture.gateway.fate(
                fixture.subscriber("a", fixture.train),
                any -> answer(new PostResult.Refused(403, "ForbiddenException")));

        fixture.publish(fixture.train, 1);

        assertThat(fixture.metricLines)
                .last()
                .asString()
                .endsWith(",\"reason\":\"refused\",\"DroppedPublications\":1}");
    }

    @Test
    void countsWhatIsTooOldToBeDelivered() {
        fixture.subscriber("a", fixture.train);
        Instant time = fixture.now().minus(DeliveryFixture.SETTINGS.maxAge().plusSeconds(1));
        Publication old = new Publication(0, new Json("1"), null, Map.of(), time);

        fixture.engine
                .live()
                .broadcast(
                        new FanOutTask.Broadcast(fixture.train.name(), 0, List.of(old, old), null),
                        fixture.now().plusSeconds(1));

        assertThat(fixture.metricLines)
                .singleElement()
                .asString()
                .endsWith(",\"reason\":\"old\",\"DroppedPublications\":2}");
    }

    @Test
    void countsWhatWaitsForARound() {
        fixture.subscriber("a", fixture.lobby);
        fixture.appendOnly(fixture.lobby, 2);
        fixture.simulation.sleep(Duration.ofMinutes(1));

        fixture.publish(fixture.lobby, 1);

        assertThat(fixture.metricLines)
                .anyMatch(line -> line.endsWith(",\"namespace\":\"chat\",\"DeliveryBacklog\":3}"));
    }
}
