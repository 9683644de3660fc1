package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.connection.PushOptions;
import dev.downlink.history.ChannelHistory;
import dev.downlink.protocol.DeltaPublications;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.protocol.TagsFilter;
import dev.downlink.session.ReplyBudget;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what a client missed: all of it, or in a namespace with {@code force_recovery_mode: cache} the newest publication. */
@Singleton
final class MissedPublications {

    /** With a filter, as with Centrifugo. */
    private static final int MAX_LOOK_BACK = 300;

    private final ChannelHistory history;

    MissedPublications(ChannelHistory history) {
        this.history = history;
    }

    /**
     * Whether the client can be brought to the head depends on the whole history, also on what its filter leaves out.
     *
     * @param grant with the position where the client is; absent if it does not know the channel
     * @return what lies between there and {@code head}, as the subscription gets publications; empty if the client cannot be
     *     brought there
     */
    Optional<List<Publication>> find(
            Channel channel, SubscriptionGrant grant, StreamPosition head, ReplyBudget budget) {
        @Nullable StreamPosition since = grant.recover();
        @Nullable StreamPosition known = since == null || isOfAnother(since, head) ? null : since;
        if (known != null && known.offset() == head.offset()) {
            return Optional.of(List.of());
        }
        return switch (channel.namespace().options().recovery().mode()) {
            case CACHE -> newest(channel, head, grant, budget);
            case STREAM -> known == null ? Optional.empty() : all(channel, known, head, grant, budget);
        };
    }

    private static boolean isOfAnother(StreamPosition since, StreamPosition head) {
        return !since.epoch().isEmpty() && !since.epoch().equals(head.epoch());
    }

    /** Empty if one of them has expired, or they do not fit. */
    private Optional<List<Publication>> all(
            Channel channel, StreamPosition since, StreamPosition head, SubscriptionGrant grant, ReplyBudget budget) {
        long count = head.offset() - since.offset();
        int room = budget.remainingBytes();
        if (count < 0 || count > channel.retention().size() || count > ReplyBudget.publicationsIn(room)) {
            return Optional.empty();
        }
        // Publications appended since the head was read are pushed: the limit keeps them out of the reply.
        StreamPosition from = new StreamPosition(since.offset(), head.epoch());
        List<Publication> found = history.history(channel, new ChannelHistory.Query((int) count, from, false, room))
                .publications();
        boolean complete = found.size() == count
                && found.getFirst().offset() == since.offset() + 1
                && found.getLast().offset() == head.offset();
        if (!complete) {
            return Optional.empty();
        }
        List<Publication> matching =
                written(found.stream().filter(wanted(grant.options())).toList(), grant);
        return budget.take(matching) ? Optional.of(matching) : Optional.empty();
    }

    /** The newest that is wanted, looked for among the newest 300. */
    private Optional<List<Publication>> newest(
            Channel channel, StreamPosition head, SubscriptionGrant grant, ReplyBudget budget) {
        if (head.offset() == 0) {
            return Optional.empty();
        }
        int limit = grant.options().filter() == null ? 1 : MAX_LOOK_BACK;
        // Up to the head: what was appended since is pushed.
        StreamPosition behind = new StreamPosition(head.offset() + 1, head.epoch());
        ChannelHistory.Query query = new ChannelHistory.Query(limit, behind, true, budget.remainingBytes());
        return history.history(channel, query).publications().stream()
                .filter(wanted(grant.options()))
                .findFirst()
                .map(newest -> written(List.of(newest), grant))
                .filter(budget::take);
    }

    private static List<Publication> written(List<Publication> publications, SubscriptionGrant grant) {
        return grant.delta() ? DeltaPublications.chain(publications) : publications;
    }

    private static Predicate<Publication> wanted(PushOptions options) {
        return Optional.ofNullable(options.filter())
                .flatMap(TagsFilter::read)
                .<Predicate<Publication>>map(filter -> publication -> filter.matches(publication.tags()))
                .orElse(publication -> true);
    }
}
