package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.connection.Connection;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connectionservice.token.SubscriptionOptions;
import dev.downlink.history.ChannelHistory;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Push;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.session.ReplyBudget;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes connected clients at a back end's request. The client is told first: SDKs drop publications of a server-side
 * subscription that they do not know. What is published between that and the subscription is pushed here, so nothing is missing.
 */
@Singleton
public final class ServerSubscriptions {

    /** In a channel with a publication every 10 ms, eight attempts leave a gap once in a hundred calls. */
    private static final int ATTEMPTS = 8;

    private final ChannelRules rules;
    private final SubscriptionRepository subscriptions;
    private final ChannelLimit limit;
    private final Subscriber subscriber;
    private final ChannelHistory history;
    private final MissedPublications missed;
    private final ClientPusher pusher;
    private final JoinLeave joinLeave;

    /** What became of it. */
    public enum Outcome {
        /** The client subscribes, now or since earlier. */
        SUBSCRIBED,
        /** The client could not be told, and does not subscribe. */
        UNTOLD,
        TOO_MANY_CHANNELS
    }

    ServerSubscriptions(
            ChannelRules rules,
            SubscriptionRepository subscriptions,
            ChannelLimit limit,
            Subscriber subscriber,
            ChannelHistory history,
            MissedPublications missed,
            ClientPusher pusher,
            JoinLeave joinLeave) {
        this.rules = rules;
        this.subscriptions = subscriptions;
        this.limit = limit;
        this.subscriber = subscriber;
        this.history = history;
        this.missed = missed;
        this.pusher = pusher;
        this.joinLeave = joinLeave;
    }

    /** @param recover what was published after it is pushed, if the history still has all of it */
    public Outcome subscribe(
            Connection client, Channel channel, SubscriptionOptions options, @Nullable StreamPosition recover) {
        Set<ChannelName> held = subscriptions.channelsOf(client.id());
        if (held.contains(channel.name())) {
            return Outcome.SUBSCRIBED;
        }
        if (limit.isExceeded(held.size() + 1)) {
            return Outcome.TOO_MANY_CHANNELS;
        }
        SubscriptionGrant grant = SubscriptionGrant.serverSide(
                rules.permissions(), channel, subscriptions.requester(client, channel), recover, options);
        boolean told = channel.hasHistory() ? follow(client, channel, grant) : begin(client, channel, grant);
        if (!told) {
            return Outcome.UNTOLD;
        }
        joinLeave.joined(client, channel, push -> pusher.push(client, push));
        return Outcome.SUBSCRIBED;
    }

    /** Without history. */
    private boolean begin(Connection client, Channel channel, SubscriptionGrant grant) {
        if (!tell(client, channel, grant, null)) {
            return false;
        }
        subscriber.add(client, channel, grant, 0);
        return true;
    }

    private boolean tell(
            Connection client, Channel channel, SubscriptionGrant grant, @Nullable StreamPosition position) {
        return pusher.push(
                client, new Push.Subscribed(channel.name().value(), position, grant.tracking(), grant.data()));
    }

    private boolean follow(Connection client, Channel channel, SubscriptionGrant grant) {
        StreamPosition head = history.head(channel);
        @Nullable StreamPosition since = grant.recover();
        List<Publication> recovered = since == null
                ? List.of()
                : missed.find(channel, grant, head, new ReplyBudget()).orElse(List.of());
        StreamPosition from =
                since == null || recovered.isEmpty() ? head : new StreamPosition(since.offset(), head.epoch());
        if (!tell(client, channel, grant, from) || !pusher.push(client, channel.name(), recovered)) {
            return false;
        }
        long pushed = head.offset();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            subscriber.add(client, channel, grant, pushed);
            // Those after it find the subscription; those up to it may have been delivered before there was one.
            StreamPosition newest = history.head(channel);
            if (newest.offset() == pushed) {
                return true;
            }
            if (attempt < ATTEMPTS) {
                // Else they would be pushed here behind those that follow them.
                subscriptions.remove(client.id(), channel.name(), grant.terms().commandId());
            }
            StreamPosition last = new StreamPosition(pushed, newest.epoch());
            if (!pusher.push(client, channel.name(), history.read(channel.name(), last, newest.offset()))) {
                subscriptions.remove(client.id(), channel.name(), grant.terms().commandId());
                return false;
            }
            pushed = newest.offset();
        }
        return true;
    }
}
