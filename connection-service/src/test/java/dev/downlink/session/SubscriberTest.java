package dev.downlink.session;

import static dev.downlink.session.Fixture.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.downlink.TestClock;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.Retention;
import dev.downlink.connection.Connection;
import dev.downlink.connection.InMemorySubscriptions;
import dev.downlink.connection.Subscription;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.history.InMemoryChannelHistory;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.protocol.Tracking;
import java.time.Duration;
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

    private static final ChannelName CHANNEL = new ChannelName("open:a");
    private static final Channel RESOLVED = Fixture.rules(false).find(CHANNEL).orElseThrow();
    private static final Retention KEPT = new Retention(100, Duration.ofHours(1));

    private final TestClock clock = new TestClock();
    private final List<Long> pushed = new ArrayList<>();
    private ChannelHistory log = new InMemoryChannelHistory(clock);
    private InMemorySubscriptions subscriptions = new InMemorySubscriptions(clock);

    @BeforeTry
    void beginAnew() {
        pushed.clear();
        log = new InMemoryChannelHistory(clock);
        subscriptions = new InMemorySubscriptions(clock);
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
        Subscriber subscriber = subscriber(
                new PublishingLog(log, List.of(beforeTheSubscription, afterTheSubscription, beforeTheRecovery)));

        Reply.Subscribed reply = (Reply.Subscribed) subscriber.subscribe(
                connection(),
                RESOLVED,
                command(new StreamPosition(0, log.head(CHANNEL).epoch())),
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
                        LongStream.rangeClosed(1, log.head(CHANNEL).offset())
                                .boxed()
                                .toList());
    }

    @Example
    void keepsWhatIsUnderWayToAnEarlierSubscription() {
        publish(1);
        subscriber(log).subscribe(connection(), RESOLVED, command(null), new ReplyBudget());
        publish(1);

        Reply.Subscribed again =
                (Reply.Subscribed) subscriber(log).subscribe(connection(), RESOLVED, command(null), new ReplyBudget());

        assertThat(again.position()).isEqualTo(log.head(CHANNEL));
        assertThat(fromOffset()).isEqualTo(1);
    }

    @Example
    void pushesNothingAgainThatARecoveryBrings() {
        subscriber(log).subscribe(connection(), RESOLVED, command(null), new ReplyBudget());
        publish(2);

        Reply.Subscribed again = (Reply.Subscribed) subscriber(log)
                .subscribe(
                        connection(),
                        RESOLVED,
                        command(new StreamPosition(0, log.head(CHANNEL).epoch())),
                        new ReplyBudget());

        assertThat(again.publications()).hasSize(2);
        assertThat(fromOffset()).isEqualTo(2);
    }

    @Example
    void leavesAnEarlierSubscriptionAsItWasIfItFails() {
        publish(1);
        subscriber(log).subscribe(connection(), RESOLVED, command(null), new ReplyBudget());
        publish(1);
        StreamPosition start = new StreamPosition(0, log.head(CHANNEL).epoch());

        assertThatIllegalStateException()
                .isThrownBy(() -> subscriber(new FailingLog(log))
                        .subscribe(connection(), RESOLVED, command(start), new ReplyBudget()));

        assertThat(fromOffset()).isEqualTo(1);
    }

    @Example
    void leavesNoSubscriptionIfTheFirstFails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> subscriber(new FailingLog(log))
                        .subscribe(connection(), RESOLVED, command(null), new ReplyBudget()));

        assertThat(subscriptions.contains(ANN, CHANNEL, RESOLVED.shards())).isFalse();
    }

    @Example
    void marksWhichSideAsked() {
        publish(1);
        StreamPosition start = new StreamPosition(0, log.head(CHANNEL).epoch());

        subscriber(log).add(connection(), RESOLVED);
        assertThat(serverSide()).isTrue();
        subscriber(log).subscribe(connection(), RESOLVED, command(start), new ReplyBudget());
        assertThat(serverSide()).isFalse();
        subscriber(log).subscribeServerSide(connection(), RESOLVED, start, new ReplyBudget());
        assertThat(serverSide()).isTrue();
    }

    @Example
    void leavesAServerSideSubscriptionOneIfSubscribingAnewFails() {
        subscriber(log).add(connection(), RESOLVED);
        publish(1);

        assertThatIllegalStateException()
                .isThrownBy(() -> subscriber(new FailingLog(log))
                        .subscribe(connection(), RESOLVED, command(null), new ReplyBudget()));

        assertThat(serverSide()).isTrue();
    }

    private static Command.Subscribe command(@Nullable StreamPosition recover) {
        return new Command.Subscribe(CHANNEL.value(), null, recover, Tracking.NONE);
    }

    private Subscriber subscriber(ChannelHistory seen) {
        return new Subscriber(subscriptions, new ChannelLimit(Fixture.rules(false), subscriptions), seen);
    }

    private long fromOffset() {
        return subscription().fromOffset();
    }

    private boolean serverSide() {
        return subscription().serverSide();
    }

    private Subscription subscription() {
        return subscriptions.find(ANN, CHANNEL, RESOLVED.shards()).orElseThrow();
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            long offset = log.append(CHANNEL, Draft.of(new Json("1")), KEPT)
                    .position()
                    .offset();
            subscriptions
                    .find(ANN, CHANNEL, RESOLVED.shards())
                    .filter(subscription -> offset > subscription.fromOffset())
                    .map(Subscription::fromOffset)
                    .ifPresent(from -> pushed.add(offset));
        }
    }

    private Connection connection() {
        return new Connection(
                ANN,
                Dialect.ACTION,
                Framing.SINGLE,
                "",
                null,
                false,
                clock.instant(),
                clock.instant().plus(Duration.ofHours(2)));
    }

    /** Fails at the second look at the head. */
    private static final class FailingLog extends ForwardingChannelLog {

        private int heads;

        FailingLog(ChannelHistory log) {
            super(log);
        }

        @Override
        public StreamPosition head(ChannelName channel) {
            if (++heads == 2) {
                throw new IllegalStateException("the log is away");
            }
            return super.head(channel);
        }
    }

    /** Publishes after the first look at the head, before the second, and after it. */
    private final class PublishingLog extends ForwardingChannelLog {

        private final List<Integer> counts;
        private int heads;

        PublishingLog(ChannelHistory log, List<Integer> counts) {
            super(log);
            this.counts = counts;
        }

        @Override
        public StreamPosition head(ChannelName channel) {
            if (++heads == 1) {
                StreamPosition head = super.head(channel);
                publish(counts.get(0));
                return head;
            }
            publish(counts.get(1));
            return super.head(channel);
        }

        @Override
        public Page history(ChannelName channel, Query query, Retention retention) {
            publish(counts.get(2));
            return super.history(channel, query, retention);
        }
    }
}
