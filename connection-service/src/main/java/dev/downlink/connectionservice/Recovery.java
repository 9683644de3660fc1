package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.Subscription;
import dev.downlink.history.ChannelHistory;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.protocol.TagsFilter;
import dev.downlink.session.ReplyBudget;
import java.util.List;
import java.util.Optional;

/** Reads what a subscriber missed. */
final class Recovery {

    private final ChannelHistory history;

    Recovery(ChannelHistory history) {
        this.history = history;
    }

    /**
     * @return of all publications after {@code since} up to {@code head} those that the subscription's filter matches; empty if
     *     some have expired, matching or not, or they do not fit
     */
    Optional<List<Publication>> missed(
            Subscription subscription, Channel channel, StreamPosition since, StreamPosition head, ReplyBudget budget) {
        long count = head.offset() - since.offset();
        boolean sameHistory = since.epoch().isEmpty() || since.epoch().equals(head.epoch());
        if (!sameHistory || count < 0 || count > channel.retention().size()) {
            return Optional.empty();
        }
        if (count == 0) {
            return Optional.of(List.of());
        }
        int room = budget.remainingBytes();
        if (count > ReplyBudget.publicationsIn(room)) {
            return Optional.empty();
        }
        // Publications appended since the head was read are pushed: the limit keeps them out of the reply.
        StreamPosition from = new StreamPosition(since.offset(), head.epoch());
        ChannelHistory.Query query = new ChannelHistory.Query((int) count, from, false, room);
        List<Publication> found = history.history(channel, query).publications();
        boolean complete = found.size() == count
                && found.getFirst().offset() == since.offset() + 1
                && found.getLast().offset() == head.offset();
        if (!complete) {
            return Optional.empty();
        }
        List<Publication> matching = matching(found, subscription.options());
        return budget.take(matching) ? Optional.of(matching) : Optional.empty();
    }

    private static List<Publication> matching(List<Publication> publications, PushOptions options) {
        return Optional.ofNullable(options.filter())
                .flatMap(TagsFilter::read)
                .map(filter -> publications.stream()
                        .filter(publication -> filter.matches(publication.tags()))
                        .toList())
                .orElse(publications);
    }
}
