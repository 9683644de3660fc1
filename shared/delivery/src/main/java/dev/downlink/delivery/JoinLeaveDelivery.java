package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.FanOutTask.Departure;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Push;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells the subscribers of a channel who joins and who leaves it, those that want to know: at most once, without history, and
 * only in channels of at most 200 subscribers. The one who joins or leaves is not told.
 */
@Singleton
public final class JoinLeaveDelivery {

    /** Less than functions keep for the last answer of a frame. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final DeliveryContext context;
    private final Audiences audiences;
    private final LiveSlowConnections slow;
    private final FanOutTrigger trigger;

    private record Change(ChannelName channel, ClientInfo client, Push push) {}

    JoinLeaveDelivery(DeliveryContext context, Audiences audiences, LiveSlowConnections slow, FanOutTrigger trigger) {
        this.context = context;
        this.audiences = audiences;
        this.slow = slow;
        this.trigger = trigger;
    }

    /** Returns when the others have been told, as far as they accept it in time. */
    public void tellJoined(Subscription joined) {
        ClientInfo client = joined.clientInfo();
        tell(List.of(new Change(
                joined.channel(), client, new Push.Joined(joined.channel().value(), client))));
    }

    /** As {@link #tellJoined}; only for those of whom the others were told that they joined. */
    public void tellLeft(List<Departure> departures) {
        tell(departures.stream()
                .map(one -> new Change(
                        one.channel(), one.client(), new Push.Left(one.channel().value(), one.client())))
                .toList());
    }

    private void tell(List<Change> changes) {
        Map<ChannelName, List<Subscription>> subscribers =
                audiences.read(changes.stream().map(Change::channel).collect(Collectors.toSet()));
        LiveBatch batch = new LiveBatch(context, audiences, slow, trigger);
        for (Change change : changes) {
            EncodedPush push = new EncodedPush(change.channel(), change.push());
            subscribers.getOrDefault(change.channel(), List.of()).stream()
                    .filter(subscription -> subscription.options().joinLeave())
                    .filter(subscription -> !subscription
                            .connection()
                            .value()
                            .equals(change.client().client()))
                    .forEach(subscription -> batch.add(subscription, push));
        }
        batch.post(LONGEST);
    }
}
