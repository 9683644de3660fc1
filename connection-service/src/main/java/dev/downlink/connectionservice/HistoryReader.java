package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelRules;
import dev.downlink.connection.Connection;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.history.ChannelHistory;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.session.ReplyBudget;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Reads a channel's history for its subscribers, no more than the reply can hold. */
@Singleton
final class HistoryReader {

    /**
     * 100 KB: the largest publication with its tags and its publisher's info. With less room even the first publication may
     * not fit, and an empty reply would look like the end of the history.
     */
    private static final int ONE_PUBLICATION_BYTES = 100 * 1024;

    private final ChannelRules rules;
    private final SubscriptionRepository subscriptions;
    private final ChannelHistory history;

    HistoryReader(ChannelRules rules, SubscriptionRepository subscriptions, ChannelHistory history) {
        this.rules = rules;
        this.subscriptions = subscriptions;
        this.history = history;
    }

    /** As many of the requested publications as the reply can hold; a client reads the rest with {@code since}. */
    Reply history(Connection client, Channel channel, Command.History command, ReplyBudget budget) {
        @Nullable
        ErrorCode refusal = rules.permissions()
                .readHistory(channel, subscriptions.requester(client, channel))
                .refusal();
        if (refusal != null) {
            return new Reply.Failed(refusal);
        }
        int room = budget.remainingBytes();
        if (command.limit() != 0 && room < ONE_PUBLICATION_BYTES) {
            return new Reply.Failed(
                    ErrorCode.TOO_MANY_REQUESTS, "no room in this frame: ask for the history in a frame of its own");
        }
        int most = ReplyBudget.publicationsIn(room);
        int limit = command.limit() < 0 ? most : Math.min(command.limit(), most);
        ChannelHistory.Page page =
                history.history(channel, new ChannelHistory.Query(limit, command.since(), command.reverse(), room));
        @Nullable StreamPosition since = command.since();
        if (since != null
                && !since.epoch().isEmpty()
                && !since.epoch().equals(page.head().epoch())) {
            return new Reply.Failed(ErrorCode.UNRECOVERABLE_POSITION);
        }
        // They fit: no other command of the frame is handled meanwhile.
        budget.take(page.publications());
        return new Reply.History(channel.name().value(), page.publications(), page.head());
    }
}
