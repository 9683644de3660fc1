package dev.downlink.delivery;

import static dev.downlink.delivery.FanOutFixture.TRAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.FanOutTask.Deliver;
import dev.downlink.delivery.FanOutTask.Recipients;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DirectDeliveryTest {

    private static final ChannelName OTHER = new ChannelName("vehicle:2");

    private final MovableClock clock = new MovableClock();
    private final FanOutFixture fixture = new FanOutFixture(clock);
    private final DirectDelivery delivery = delivery(fixture.connections, fixture.subscriptions, fixture.trigger);

    @Test
    void bringsAConnectionAllOfABatchInOneFrameInOrder() {
        ConnectionId both = fixture.subscriber("a", TRAIN);
        fixture.subscribe(both, OTHER, 0, clock.instant().plusSeconds(3600));
        ConnectionId one = fixture.subscriber("b", OTHER);

        delivery.deliver(
                List.of(of(TRAIN, "1"), of(OTHER, "2"), of(TRAIN, "3"), of(new ChannelName("vehicle:9"), "4")));

        assertThat(fixture.poster.received(both)).hasSize(1);
        assertThat(fixture.poster.received(both).getFirst().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("vehicle:1").contains("\"data\":1"),
                        line -> assertThat(line).contains("vehicle:2").contains("\"data\":2"),
                        line -> assertThat(line).contains("vehicle:1").contains("\"data\":3"));
        assertThat(fixture.poster.received(one)).hasSize(1);
    }

    @Test
    void findsASubscriberThatCameNoLongerThanTheInterestTtlAgo() {
        delivery.deliver(List.of(of(TRAIN, "1")));
        ConnectionId subscriber = fixture.subscriber("a", TRAIN);
        clock.advance(Duration.ofSeconds(1));

        delivery.deliver(List.of(of(TRAIN, "2")));

        assertThat(fixture.poster.received(subscriber)).hasSize(1);
    }

    @Test
    void removesAConnectionThatIsGoneAndPostsToItNoMore() {
        ConnectionId gone = fixture.subscriber("a", TRAIN);
        fixture.poster.answer(gone, new PostResult.Gone());

        delivery.deliver(List.of(of(TRAIN, "1")));
        delivery.deliver(List.of(of(TRAIN, "2")));

        assertThat(fixture.connections.find(gone)).isEmpty();
        assertThat(fixture.poster.received(gone)).isEmpty();
    }

    @Test
    void keepsAConnectionWhoseHandshakeIsStillGoingOn() {
        ConnectionId connecting = fixture.connect("a");
        fixture.subscribe(connecting, TRAIN, 0, clock.instant().plus(Connection.LIFETIME));
        fixture.poster.answer(connecting, new PostResult.Gone());

        delivery.deliver(List.of(of(TRAIN, "1")));
        delivery.deliver(List.of(of(TRAIN, "2")));

        assertThat(fixture.poster.received(connecting)).hasSize(1);
    }

    @Test
    void leavesASlowConnectionToTheWorker() {
        ConnectionId slow = fixture.subscriber("a", TRAIN);
        ConnectionId quick = fixture.subscriber("b", TRAIN);
        fixture.poster.alwaysAnswer(slow, new PostResult.Throttled());

        delivery.deliver(List.of(of(TRAIN, "1")));

        assertThat(fixture.poster.received(quick)).hasSize(1);
        assertThat(fixture.trigger.take())
                .singleElement()
                .isInstanceOfSatisfying(
                        Deliver.class,
                        task -> assertThat(task.recipients())
                                .isInstanceOfSatisfying(
                                        Recipients.Only.class,
                                        only -> assertThat(only.connections()).containsExactly(slow)));
    }

    @Test
    void leavesALargeAudienceToTheWorker() {
        for (int n = 0; n < 201; n++) {
            fixture.subscriber("c" + n, TRAIN);
        }

        delivery.deliver(List.of(of(TRAIN, "1"), of(TRAIN, "2")));

        assertThat(fixture.trigger.take()).singleElement().isInstanceOfSatisfying(Deliver.class, task -> {
            assertThat(task.publications()).hasSize(2);
            assertThat(task.recipients()).isEqualTo(new Recipients.All(null));
        });
    }

    @Test
    void aCleanUpThatFailsHoldsUpNothing() {
        ConnectionId gone = fixture.subscriber("a", TRAIN);
        ConnectionId slow = fixture.subscriber("b", TRAIN);
        fixture.poster.alwaysAnswer(gone, new PostResult.Gone());
        fixture.poster.alwaysAnswer(slow, new PostResult.Throttled());

        delivery(
                        Before.failing(ConnectionRepository.class, fixture.connections, "remove", 1),
                        fixture.subscriptions,
                        fixture.trigger)
                .deliver(List.of(of(TRAIN, "1")));

        assertThat(fixture.trigger.take()).hasSize(1);
    }

    @Test
    void handsOnAllItCanAndSaysThatItCouldNotHandOnOne() {
        for (String name : List.of("a", "b", "c")) {
            fixture.poster.alwaysAnswer(fixture.subscriber(name, TRAIN), new PostResult.Throttled());
        }

        assertThatThrownBy(() -> delivery(
                                fixture.connections,
                                fixture.subscriptions,
                                Before.failing(FanOutTrigger.class, fixture.trigger, "start", 1))
                        .deliver(List.of(of(TRAIN, "1"))))
                .hasMessage("The store is away");
        assertThat(fixture.trigger.take()).hasSize(2);
    }

    @Test
    void asksForTheSubscribersOfSeveralChannelsAtTheSameTime() {
        ConnectionId one = fixture.subscriber("a", TRAIN);
        fixture.subscribe(one, OTHER, 0, clock.instant().plusSeconds(3600));
        CyclicBarrier together = new CyclicBarrier(2);

        delivery(
                        fixture.connections,
                        Before.each(SubscriptionRepository.class, fixture.subscriptions, (method, args) -> {
                            if (method.equals("page")) {
                                await(together);
                            }
                        }),
                        fixture.trigger)
                .deliver(List.of(of(TRAIN, "1"), of(OTHER, "2")));

        assertThat(fixture.poster.received(one)).hasSize(1);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new IllegalStateException(alone);
        }
    }

    private DirectDelivery delivery(
            ConnectionRepository connections, SubscriptionRepository subscriptions, FanOutTrigger trigger) {
        return new DirectDelivery(
                fixture.rules, connections, subscriptions, fixture.poster, trigger, fixture.parallel, clock);
    }

    private ChannelPublication of(ChannelName channel, String data) {
        return new ChannelPublication(channel, new Publication(0, new Json(data), null, Map.of(), clock.instant()));
    }
}
