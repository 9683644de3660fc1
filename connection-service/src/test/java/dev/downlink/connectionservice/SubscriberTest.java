package dev.downlink.connectionservice;

import static dev.downlink.connectionservice.Fixture.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.downlink.TestClock;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Connection;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connection.SubscriptionTerms;
import dev.downlink.connection.TestClient;
import dev.downlink.delivery.TestDelivery;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.history.ForwardingChannelHistory;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.protocol.Tracking;
import dev.downlink.session.ReplyBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;

class SubscriberTest {

    private static final Channel CHANNEL =
            Fixture.rules(false).find(new ChannelName("open:a")).orElseThrow();

    private final TestClock clock = new TestClock();
    private final List<Long> pushed = new ArrayList<>();
    private TestDelivery delivery = new TestDelivery(clock);
    private ChannelHistory history = delivery.history;
    private SubscriptionRepository subscriptions = delivery.subscriptions;

    @BeforeTry
    void beginAnew() {
        pushed.clear();
        delivery = new TestDelivery(clock);
        history = delivery.history;
        subscriptions = delivery.subscriptions;
    }

    /** Publishers get in wherever they can: before, between any two steps, and after. */
    @Property(tries = 200)
    void leavesNoGap(
            @ForAll @IntRange(max = 2) int before,
            @ForAll @IntRange(max = 1) int beforeTheSubscription,
            @ForAll @IntRange(max = 1) int afterTheSubscription,
            @ForAll @IntRange(max = 1) int beforeTheRecovery,
            @ForAll @IntRange(max = 2) int after) {
        publish(before);
        Subscriber subscriber = subscriber(new PublishingHistory(
                history, List.of(beforeTheSubscription, afterTheSubscription, beforeTheRecovery)));

        Reply.Subscribed reply = (Reply.Subscribed) subscriber.subscribe(
                connection(),
                CHANNEL,
                clientSide(new StreamPosition(0, history.head(CHANNEL).epoch())),
                new ReplyBudget());
        publish(after);

        assertThat(reply.recovered()).isTrue();
        long head = reply.position() == null ? -1 : reply.position().offset();
        List<Long> seen = new ArrayList<>(
                reply.publications().stream().map(Publication::offset).toList());
        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, head).boxed().toList());
        pushed.stream().filter(offset -> offset > head).forEach(seen::add);
        assertThat(seen)
                .as("all that was published")
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, history.head(CHANNEL).offset())
                                .boxed()
                                .toList());
    }

    @Example
    void keepsWhatIsUnderWayToAnEarlierSubscription() {
        publish(1);
        subscriber(history).subscribe(connection(), CHANNEL, clientSide(null), new ReplyBudget());
        publish(1);

        Reply.Subscribed again = (Reply.Subscribed)
                subscriber(history).subscribe(connection(), CHANNEL, clientSide(null), new ReplyBudget());

        assertThat(again.position()).isEqualTo(history.head(CHANNEL));
        assertThat(fromOffset()).isEqualTo(1);
    }

    @Example
    void pushesNothingAgainThatARecoveryBrings() {
        subscriber(history).subscribe(connection(), CHANNEL, clientSide(null), new ReplyBudget());
        publish(2);

        Reply.Subscribed again = (Reply.Subscribed) subscriber(history)
                .subscribe(
                        connection(),
                        CHANNEL,
                        clientSide(new StreamPosition(0, history.head(CHANNEL).epoch())),
                        new ReplyBudget());

        assertThat(again.publications()).hasSize(2);
        assertThat(fromOffset()).isEqualTo(2);
    }

    @Example
    void leavesAnEarlierSubscriptionAsItWasIfItFails() {
        publish(1);
        subscriber(history).subscribe(connection(), CHANNEL, clientSide(null), new ReplyBudget());
        publish(1);
        StreamPosition start = new StreamPosition(0, history.head(CHANNEL).epoch());

        assertThatIllegalStateException()
                .isThrownBy(() -> subscriber(ForwardingChannelHistory.failingAtHead(history, 2))
                        .subscribe(connection(), CHANNEL, clientSide(start), new ReplyBudget()));

        assertThat(fromOffset()).isEqualTo(1);
    }

    @Example
    void leavesNoSubscriptionIfTheFirstFails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> subscriber(ForwardingChannelHistory.failingAtHead(history, 2))
                        .subscribe(connection(), CHANNEL, clientSide(null), new ReplyBudget()));

        assertThat(subscriptions.contains(ANN, CHANNEL)).isFalse();
    }

    @Example
    void marksWhichSideAsked() {
        publish(1);
        StreamPosition start = new StreamPosition(0, history.head(CHANNEL).epoch());

        subscriber(history).add(connection(), CHANNEL, SubscriptionTerms.NONE);
        assertThat(serverSide()).isTrue();
        subscriber(history).subscribe(connection(), CHANNEL, clientSide(start), new ReplyBudget());
        assertThat(serverSide()).isFalse();
        subscriber(history).subscribe(connection(), CHANNEL, grant(true, start), new ReplyBudget());
        assertThat(serverSide()).isTrue();
    }

    @Example
    void leavesAServerSideSubscriptionOneIfSubscribingAnewFails() {
        subscriber(history).add(connection(), CHANNEL, SubscriptionTerms.NONE);
        publish(1);

        assertThatIllegalStateException()
                .isThrownBy(() -> subscriber(ForwardingChannelHistory.failingAtHead(history, 2))
                        .subscribe(connection(), CHANNEL, clientSide(null), new ReplyBudget()));

        assertThat(serverSide()).isTrue();
    }

    private static SubscriptionGrant clientSide(@Nullable StreamPosition recover) {
        return grant(false, recover);
    }

    private static SubscriptionGrant grant(boolean serverSide, @Nullable StreamPosition recover) {
        return new SubscriptionGrant(
                serverSide,
                recover,
                false,
                Tracking.RECOVERABLE,
                SubscriptionTerms.NONE,
                PushOptions.DEFAULT,
                false,
                null);
    }

    private Subscriber subscriber(ChannelHistory seen) {
        return new Subscriber(
                subscriptions,
                new ChannelLimit(Fixture.rules(false), subscriptions),
                seen,
                new MissedPublications(seen),
                clock);
    }

    private long fromOffset() {
        return subscription().fromOffset();
    }

    private boolean serverSide() {
        return subscription().serverSide();
    }

    private Subscription subscription() {
        return subscriptions.find(ANN, CHANNEL).orElseThrow();
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            long offset = delivery.append(CHANNEL, Draft.of(new Json("1"))).offset();
            subscriptions
                    .find(ANN, CHANNEL)
                    .filter(subscription -> offset > subscription.fromOffset())
                    .map(Subscription::fromOffset)
                    .ifPresent(from -> pushed.add(offset));
        }
    }

    private Connection connection() {
        return new TestClient(ANN, clock.instant()).connection();
    }

    /** Publishes after the first look at the head, before the second, and after it. */
    private final class PublishingHistory extends ForwardingChannelHistory {

        private final List<Integer> counts;
        private int heads;

        PublishingHistory(ChannelHistory history, List<Integer> counts) {
            super(history, new Before() {});
            this.counts = counts;
        }

        @Override
        public StreamPosition head(Channel channel) {
            if (++heads == 1) {
                StreamPosition head = super.head(channel);
                publish(counts.get(0));
                return head;
            }
            publish(counts.get(1));
            return super.head(channel);
        }

        @Override
        public Page history(Channel channel, Query query) {
            publish(counts.get(2));
            return super.history(channel, query);
        }
    }
}
