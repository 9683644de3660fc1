package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelRules;
import dev.downlink.connection.Connection;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Reply;
import dev.downlink.session.ReplyBudget;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Tells clients who subscribes to a channel, where the rules allow it. */
@Singleton
final class PresenceReader {

    /** 1,000 subscribers: some 20 read units, however many there are. */
    private static final int MAX_COUNTED = 1000;

    private final ChannelRules rules;
    private final SubscriptionRepository subscriptions;
    private final ChannelPresence presence;

    PresenceReader(ChannelRules rules, SubscriptionRepository subscriptions, ChannelPresence presence) {
        this.rules = rules;
        this.subscriptions = subscriptions;
        this.presence = presence;
    }

    /** All clients, or error 106 if the reply cannot hold them. */
    Reply presence(Connection client, Channel channel, ReplyBudget budget) {
        @Nullable ErrorCode refusal = refusal(client, channel);
        if (refusal != null) {
            return new Reply.Failed(refusal);
        }
        ChannelPresence.@Nullable Clients clients =
                presence.clients(channel, budget.remainingBytes()).orElse(null);
        if (clients == null) {
            return new Reply.Failed(
                    ErrorCode.LIMIT_EXCEEDED, "too many clients for one answer: ask for presence_stats");
        }
        // It fits: no other command of the frame is handled meanwhile.
        budget.take(clients.bytes());
        return new Reply.Presence(channel.name().value(), clients.byId());
    }

    /** Exact up to 1,000 clients. Of more, only as many are read, and the reply says that there are at least these. */
    Reply stats(Connection client, Channel channel) {
        @Nullable ErrorCode refusal = refusal(client, channel);
        if (refusal != null) {
            return new Reply.Failed(refusal);
        }
        ChannelPresence.Stats stats = presence.stats(channel, MAX_COUNTED);
        return new Reply.PresenceStats(channel.name().value(), stats.clients(), stats.users(), stats.atLeast());
    }

    private @Nullable ErrorCode refusal(Connection client, Channel channel) {
        return rules.permissions()
                .seePresence(channel, subscriptions.requester(client, channel))
                .refusal();
    }
}
