package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.history.ChannelHistory;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.session.ReplyBudget;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a client missed: all of it, or in a namespace with {@code force_recovery_mode: cache} the newest publication. */
@Singleton
final class MissedPublications {

    private final ChannelHistory history;

    MissedPublications(ChannelHistory history) {
        this.history = history;
    }

    /**
     * @param since where the client is; absent if it does not know the channel
     * @return what lies between there and {@code head}; empty if the client cannot be brought there
     */
    Optional<List<Publication>> find(
            Channel channel, @Nullable StreamPosition since, StreamPosition head, ReplyBudget budget) {
        @Nullable StreamPosition known = since == null || isOfAnother(since, head) ? null : since;
        if (known != null && known.offset() == head.offset()) {
            return Optional.of(List.of());
        }
        return switch (channel.namespace().options().recovery().mode()) {
            case CACHE -> newest(channel, head, budget);
            case STREAM -> known == null ? Optional.empty() : all(channel, known, head, budget);
        };
    }

    private static boolean isOfAnother(StreamPosition since, StreamPosition head) {
        return !since.epoch().isEmpty() && !since.epoch().equals(head.epoch());
    }

    /** Empty if one of them has expired, or they do not fit. */
    private Optional<List<Publication>> all(
            Channel channel, StreamPosition since, StreamPosition head, ReplyBudget budget) {
        long count = head.offset() - since.offset();
        int room = budget.remainingBytes();
        if (count < 0 || count > channel.retention().size() || count > ReplyBudget.publicationsIn(room)) {
            return Optional.empty();
        }
        // Publications appended since the head was read are pushed: the limit keeps them out of the reply.
        StreamPosition from = new StreamPosition(since.offset(), head.epoch());
        List<Publication> found = history.history(
                        channel, new ChannelHistory.Query((int) count, from, false, room))
                .publications();
        boolean complete = found.size() == count
                && found.getFirst().offset() == since.offset() + 1
                && found.getLast().offset() == head.offset();
        return complete && budget.take(found) ? Optional.of(found) : Optional.empty();
    }

    private Optional<List<Publication>> newest(Channel channel, StreamPosition head, ReplyBudget budget) {
        // Up to the head: what was appended since is pushed.
        StreamPosition from = new StreamPosition(head.offset() - 1, head.epoch());
        List<Publication> found = head.offset() == 0
                ? List.of()
                : history.history(channel, new ChannelHistory.Query(1, from, false, budget.remainingBytes()))
                        .publications();
        boolean there = found.size() == 1 && found.getFirst().offset() == head.offset();
        return there && budget.take(found) ? Optional.of(found) : Optional.empty();
    }
}
