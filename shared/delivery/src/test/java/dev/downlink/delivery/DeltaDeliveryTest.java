package dev.downlink.delivery;

import static dev.downlink.delivery.simulation.SimulatedConnections.accepted;
import static dev.downlink.delivery.simulation.SimulatedConnections.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.Channel;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.DeltaState;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionTerms;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.delivery.simulation.SimulatedConnections.Fate;
import dev.downlink.history.Draft;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger.Requested;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which publications subscribers with delta get whole, and which as the change from the one before. */
class DeltaDeliveryTest {

    private static final String CHANGE = "\"delta\":true";

    private final DeltaDelivery fixture = new DeltaDelivery();

    private static final class DeltaDelivery {
        private final DeliveryFixture base = new DeliveryFixture();
        private final Channel lobby = base.lobby;
        private int published;

        ConnectionId subscriber(String name, DeltaState state) {
            ConnectionId id = base.connect(name);
            Instant expires = base.now().plus(Duration.ofHours(1));
            base.subscriptions.add(
                    new Subscription(
                                    lobby.name(),
                                    id,
                                    Dialect.CENTRIFUGE,
                                    Framing.LINES,
                                    "",
                                    null,
                                    base.history.head(lobby).offset(),
                                    false,
                                    expires)
                            .withOptions(PushOptions.DEFAULT.withDelta(state))
                            .withTerms(new SubscriptionTerms(1, null, null)),
                    1);
            return id;
        }

        void publish(int count) {
            for (int n = 0; n < count; n++) {
                base.publisher.publish(lobby, draft().eligibleForDelta());
            }
        }

        Draft draft() {
            return Draft.of(new Json("{\"n\":%d,\"text\":\"%s\"}".formatted(published++, "a".repeat(60))));
        }

        /** What each frame is: {@code whole} or {@code change}, of a client that could decode them all. */
        List<String> received(ConnectionId id) {
            DeltaClient client = new DeltaClient(0);
            List<String> frames = base.gateway.received(id);
            frames.forEach(client::receive);
            client.decoded().forEach((offset, json) -> assertThat(base.history.read(lobby.name(), at(offset - 1), offset))
                    .singleElement()
                    .satisfies(one -> assertThat(one.data()).isEqualTo(json)));
            return frames.stream()
                    .flatMap(String::lines)
                    .map(line -> line.contains(CHANGE) ? "change" : "whole")
                    .toList();
        }

        private StreamPosition at(long offset) {
            return new StreamPosition(
                    offset, base.history.head(lobby).epoch());
        }
    }

    @Test
    void pushesTheFirstWholeAndTheOthersAsChanges() {
        ConnectionId early = fixture.subscriber("a", new DeltaState.On());
        fixture.publish(3);
        ConnectionId later = fixture.subscriber("b", new DeltaState.On());
        ConnectionId plain = fixture.base.subscriber("c", fixture.lobby);
        fixture.publish(2);

        assertThat(fixture.received(early)).containsExactly("whole", "change", "change", "change", "change");
        assertThat(fixture.base.gateway.received(later)).hasSize(2).first().asString().doesNotContain(CHANGE);
        assertThat(fixture.base.gateway.received(later)).last().asString().contains(CHANGE);
        assertThat(fixture.base.gateway.received(plain)).allSatisfy(frame -> assertThat(frame)
                .contains("\"data\":{")
                .doesNotContain(CHANGE));
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

        assertThat(subscribers).allSatisfy(one -> assertThat(fixture.received(one))
                .containsExactly("whole", "change", "change"));
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

        assertThat(fixture.received(joining)).containsExactly("whole", "change", "change");
        assertThat(fixture.received(other)).containsExactly("whole", "change", "change");
    }

    @Test
    void endsASubscriptionThatDoesNotJoin() {
        ConnectionId joining =
                fixture.subscriber("a", new DeltaState.Joining(fixture.base.now().minusSeconds(16)));

        fixture.publish(1);
        fixture.base.runTriggered();

        assertThat(fixture.base.gateway.received(joining))
                .singleElement()
                .asString()
                .contains("\"unsubscribe\":{\"code\":2500");
        assertThat(fixture.base.subscriptions.contains(joining, fixture.lobby)).isFalse();
    }
}
