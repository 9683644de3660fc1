package dev.downlink.delivery;

import static dev.downlink.delivery.simulation.SimulatedConnections.accepted;
import static dev.downlink.delivery.simulation.SimulatedConnections.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.DeltaState;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.delivery.simulation.SimulatedConnections.Fate;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger.Requested;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which publications subscribers with delta get whole, and which as the change from the one before. */
class DeltaDeliveryTest {

    private final DeltaFixture fixture = new DeltaFixture();

    @Test
    void pushesTheFirstWholeAndTheOthersAsChanges() {
        ConnectionId early = fixture.subscriber("a", new DeltaState.On());
        fixture.publish(3);
        ConnectionId later = fixture.subscriber("b", new DeltaState.On());
        ConnectionId plain = fixture.base.subscriber("c", fixture.lobby);
        fixture.publish(2);

        assertThat(fixture.received(early)).containsExactly("whole", "change", "change", "change", "change");
        assertThat(fixture.base.gateway.received(later))
                .hasSize(2)
                .first()
                .asString()
                .doesNotContain(DeltaFixture.CHANGE);
        assertThat(fixture.base.gateway.received(later)).last().asString().contains(DeltaFixture.CHANGE);
        assertThat(fixture.base.gateway.received(plain))
                .allSatisfy(frame -> assertThat(frame).contains("\"data\":{").doesNotContain(DeltaFixture.CHANGE));
    }

    @Test
    void pushesWholeWhatIsNotEligible() {
        ConnectionId subscriber = fixture.subscriber("a", new DeltaState.On());
        fixture.publish(2);
        fixture.base.publisher.publish(fixture.lobby, fixture.draft());
        fixture.publish(1);

        assertThat(fixture.received(subscriber)).containsExactly("whole", "change", "whole", "change");
    }

    @Test
    void goesOnWithChangesAfterAHandOver() {
        List<ConnectionId> subscribers = IntStream.range(0, 9)
                .mapToObj(n -> fixture.subscriber("c" + n, new DeltaState.On()))
                .toList();
        for (int n = 0; n < 3; n++) {
            fixture.publish(1);
            fixture.base.runTriggered();
        }

        assertThat(subscribers)
                .allSatisfy(one -> assertThat(fixture.received(one)).containsExactly("whole", "change", "change"));
    }

    @Test
    void beginsWithAWholePublicationAfterAHolderThatDied() {
        ConnectionId subscriber = fixture.subscriber("a", new DeltaState.On());
        fixture.publish(2);
        StreamPosition third = fixture.base
                .history
                .append(fixture.lobby, List.of(fixture.draft().eligibleForDelta()), fixture.base.now())
                .getLast()
                .position();
        Requested dead = fixture.base.ledger.request(
                new ChannelShard(fixture.lobby.name(), 0), third, "dead", Duration.ofSeconds(10));
        assertThat(dead).isInstanceOf(Requested.Acquired.class);
        fixture.base.simulation.runUntil(fixture.base.now().plusSeconds(11));

        fixture.publish(2);

        assertThat(fixture.received(subscriber)).containsExactly("whole", "change", "whole", "change", "change");
    }

    @Test
    void postsNothingAgainThatMayHaveBeenAccepted() {
        ConnectionId subscriber = fixture.subscriber("a", new DeltaState.On());
        fixture.publish(1);
        fixture.base.gateway.fate(subscriber, any -> answer(new PostResult.Failed("503")));
        fixture.publish(1);
        assertThat(fixture.base.gateway.posts(subscriber)).isGreaterThan(1);
        fixture.base.gateway.fate(subscriber, any -> accepted(2));
        fixture.base.runTriggered();
        fixture.publish(1);

        assertThat(fixture.received(subscriber)).containsExactly("whole", "whole", "change");
    }

    /** It may be accepted as late as the lease margin says: nothing is posted before, and then the next one whole. */
    @Test
    void waitsForAPostWithoutAnswer() {
        ConnectionId subscriber = fixture.subscriber("a", new DeltaState.On());
        fixture.publish(1);
        fixture.base.gateway.fate(subscriber, any -> new Fate.Late(Duration.ofMillis(3_900)));
        Instant posted = fixture.base.now();
        fixture.publish(1);
        fixture.base.gateway.fate(subscriber, any -> accepted(2));
        fixture.base.runTriggered();
        fixture.publish(1);
        fixture.base.runTriggered();

        assertThat(fixture.base.now()).isAfter(posted.plusSeconds(4));
        assertThat(fixture.received(subscriber)).containsExactly("whole", "change", "whole", "change");
    }

    @Test
    void pushesNothingBeforeTheReplyWasAccepted() {
        ConnectionId joining = fixture.subscriber("a", new DeltaState.Joining(fixture.base.now()));
        ConnectionId other = fixture.subscriber("b", new DeltaState.On());
        fixture.publish(2);
        assertThat(fixture.base.gateway.posts(joining)).isZero();
        fixture.base.subscriptions.markJoined(joining, fixture.lobby.name(), 1);
        fixture.base.runTriggered();
        fixture.publish(1);

        assertThat(fixture.received(joining)).hasSize(3).startsWith("whole").endsWith("change");
        assertThat(fixture.received(other)).containsExactly("whole", "change", "change");
    }

    @Test
    void endsASubscriptionThatDoesNotJoin() {
        ConnectionId joining = fixture.subscriber(
                "a", new DeltaState.Joining(fixture.base.now().minusSeconds(16)));

        fixture.publish(1);
        fixture.base.runTriggered();

        assertThat(fixture.base.gateway.received(joining))
                .singleElement()
                .asString()
                .contains("\"unsubscribe\":{\"code\":2500");
        assertThat(fixture.base.subscriptions.contains(joining, fixture.lobby)).isFalse();
    }
}
