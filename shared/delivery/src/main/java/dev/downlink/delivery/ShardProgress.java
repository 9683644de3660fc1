package dev.downlink.delivery;

import dev.downlink.concurrent.EventLoop;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.DeltaState;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.SubscriberUpdate.Publications;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.PendingPosts;
import dev.downlink.ledger.Progress;
import dev.downlink.ledger.SlowConsumer;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How far the delivery to one shard has come: the round under way, and the slow consumers apart from it. */
final class ShardProgress implements DeliveryProgress {

    /** How soon a subscription that is joining is looked at again. */
    private static final Duration JOIN_CHECK = Duration.ofMillis(50);

    private final EventLoop loop;
    private final SlowConsumers slow;
    private final DeltaBases bases;
    /** After the start of a post that was not answered: a client without delta may get it later, and again. */
    private final Duration lastArrival;

    private StreamPosition delivered;
    private @Nullable Round round;

    ShardProgress(EventLoop loop, Progress start, DeliverySettings settings) {
        this.loop = loop;
        this.slow = SlowConsumers.resume(start.slow(), loop.now(), settings.lease());
        this.bases = new DeltaBases(start);
        this.lastArrival = settings.leaseMargin();
        this.delivered = start.delivered();
    }

    SlowConsumers slow() {
        return slow;
    }

    /** Every subscriber has everything up to it, except slow consumers. */
    long delivered() {
        return delivered.offset();
    }

    @Nullable
    Round round() {
        return round;
    }

    void begin(Round next) {
        if (next.isWhole()) {
            bases.wholeRoundBegan();
        }
        round = next;
    }

    /** Whether the last publication that the client got is the one at {@link #delivered}, so that a change from it can follow. */
    boolean hasDeltaBase(Subscription subscription) {
        return delivered.offset() > subscription.fromOffset() && bases.isExact(subscription.connection());
    }

    /** Nothing may be pushed to the connection yet: it is looked at again in a moment, apart from the others. */
    void awaitJoin(ConnectionId connection, long after) {
        slow.interrupted(connection, after, loop.now(), loop.now().plus(JOIN_CHECK));
    }

    /** The round is complete, or nobody needs anything up to the offset. */
    void deliveredThrough(long offset) {
        if (round != null) {
            bases.roundCompleted();
        }
        delivered = new StreamPosition(offset, delivered.epoch());
        round = null;
    }

    /** What everyone else at the place of the connection has: everything up to this offset. */
    long placeOf(ConnectionId connection) {
        return round != null && round.hasPassed(connection) ? round.range().through() : delivered.offset();
    }

    @Override
    public void delivered(SubscriberUpdate update) {
        if (update instanceof Publications publications) {
            bases.delivered(update.connection());
            if (slow.contains(update.connection())) {
                slow.advance(update.connection(), publications.range().through(), loop.now());
            }
            done(update.connection());
        }
    }

    @Override
    public void late(SubscriberUpdate update, int count, Instant postEndsAt) {
        if (update instanceof Publications publications && !slow.contains(update.connection())) {
            slow.addBusy(new SlowConsumer(update.connection(), publications.offsetAt(count), loop.now(), postEndsAt));
            done(update.connection());
        }
    }

    @Override
    public void failed(SubscriberUpdate update, int count, boolean throttled) {
        if (update instanceof Publications publications) {
            slow.failed(update.connection(), publications.offsetAt(count), loop.now(), throttled);
            done(update.connection());
        }
    }

    @Override
    public void unanswered(SubscriberUpdate update, int count, Instant postedAt) {
        if (update instanceof Publications publications) {
            slow.failed(
                    update.connection(),
                    publications.offsetAt(count),
                    loop.now(),
                    false,
                    hasDelta(update.subscription()) ? postedAt.plus(lastArrival) : loop.now());
            done(update.connection());
        }
    }

    private static boolean hasDelta(Subscription subscription) {
        return !(subscription.options().delta() instanceof DeltaState.Off);
    }

    @Override
    public void notOpenYet(SubscriberUpdate update, int count) {
        failed(update, count, true);
    }

    @Override
    public void gone(SubscriberUpdate update) {
        slow.remove(update.connection());
        done(update.connection());
    }

    private void done(ConnectionId connection) {
        if (round != null) {
            round.done(connection);
        }
    }

    /** For a successor after a crash: subscribers of pages under way are sent the round's publications again. */
    Progress snapshot() {
        return progress(round == null ? null : round.doneCursor());
    }

    /**
     * For a successor that goes on at once: those still under way become slow consumers.
     *
     * @param inFlight whether one more post may be accepted
     */
    Progress handOver(
            Collection<PendingPosts<SubscriberUpdate>> withdrawn, Predicate<PendingPosts<SubscriberUpdate>> inFlight) {
        Instant now = loop.now();
        for (PendingPosts<SubscriberUpdate> posts : withdrawn) {
            if (posts.subject() instanceof Publications publications) {
                Duration arrival = hasDelta(publications.subscription()) ? lastArrival : ConnectionPoster.LONGEST_POST;
                Instant endsAt = posts.postedAt().plus(arrival);
                slow.interrupted(
                        posts.connection(),
                        publications.offsetAt(posts.through()),
                        now,
                        inFlight.test(posts) ? endsAt : now);
            }
        }
        return progress(round == null ? null : round.readCursor());
    }

    private Progress progress(@Nullable ConnectionId cursor) {
        Progress.@Nullable Round under = round == null || cursor == null
                ? null
                : new Progress.Round(round.range().through(), cursor);
        return new Progress(delivered, under, slow.all(), bases.exactness());
    }
}
