package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.concurrent.EventLoop;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.PostDispatcher;
import dev.downlink.ledger.Lease;
import dev.downlink.ledger.Progress;
import dev.downlink.protocol.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to one shard of a channel with history for as long as it holds the lease: round after round, each of which brings
 * all subscribers, page by page, from the offset delivered to a newer one. Slow consumers are updated beside the rounds.
 * Releases the lease once nothing is pending; stops at once when another worker has it.
 */
final class LeasedDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(LeasedDelivery.class);

    /** Longer than most posts take. */
    private static final Duration DRAIN = Duration.ofMillis(250);

    private final DeliverySettings settings;
    private final Limits limits;
    private final EventLoop loop;
    private final HeldLease lease;
    private final ShardProgress progress;
    private final DeliveryMetrics metrics;
    private final OutcomeHandler outcomes;
    private final PostDispatcher<SubscriberUpdate> dispatcher;
    private final Rounds rounds;
    private final SlowConsumerUpdates slowUpdates;
    private State state;

    /** What the next step does. */
    private sealed interface State {

        /** Begins a round if something is requested; releases the lease if not, once no consumer is slow. */
        record BetweenRounds() implements State {}

        /** Reads pages and waits for their posts. */
        record InRound(Round round) implements State {}
    }

    /**
     * How much one delivery may do.
     *
     * @param stopAt when it hands over what is left
     * @param maxPages after so many pages of subscribers it hands over, too
     */
    record Limits(Instant stopAt, int maxPages) {}

    /** @param appended what the caller knows of the history, so that it need not be read; may be empty */
    LeasedDelivery(
            DeliveryContext context,
            Lease lease,
            Progress start,
            List<Publication> appended,
            EventLoop loop,
            Limits limits) {
        ChannelName channel = lease.shard().channel();
        this.settings = context.settings();
        this.limits = limits;
        this.loop = loop;
        this.lease = new HeldLease(context, lease);
        this.progress = new ShardProgress(loop, start, settings);
        this.metrics = new DeliveryMetrics(context.metrics());
        this.outcomes = new OutcomeHandler(progress, context.limit(), loop, metrics);
        this.dispatcher = new PostDispatcher<>(context.poster(), context.limit(), loop, outcomes);
        RangeReader ranges = new RangeReader(context.history(), channel, lease.epoch(), appended);
        UpdateSender sender = new UpdateSender(context, dispatcher, outcomes, loop, channel);
        SubscriberPages pages = new SubscriberPages(context, lease.shard(), loop);
        this.rounds = new Rounds(settings, progress, ranges, pages, sender, limits.maxPages());
        this.slowUpdates = new SlowConsumerUpdates(context, progress, ranges, sender, lease.shard(), loop);
        this.state =
                start.round() == null ? new State.BetweenRounds() : new State.InRound(rounds.resume(start.round()));
        dispatcher.noPostAfter(this.lease.noPostAfter());
    }

    /** @throws DeliveryRefusedException if API Gateway refuses the caller; nothing is advanced then */
    DeliveryEnd run() {
        try {
            @Nullable DeliveryEnd end = null;
            while (end == null) {
                outcomes.throwIfRefused();
                end = step();
            }
            return end;
        } catch (RuntimeException fault) {
            abandon(fault);
            throw fault;
        } finally {
            metrics.write(dispatcher.throttled());
            if (dispatcher.throttled() > 0) {
                LOG.warn("{} posts of {} were throttled (429) and retried", dispatcher.throttled(), lease.shard());
            }
        }
    }

    /** Connections that were found to be gone. */
    Collection<ConnectionId> gone() {
        return outcomes.gone();
    }

    /** Whether the shard had no subscriber when it was last looked at. */
    boolean foundNobody() {
        return rounds.foundNobody();
    }

    private @Nullable DeliveryEnd step() {
        if (!loop.now().isBefore(limits.stopAt())) {
            return handOver();
        }
        if (!loop.now().isBefore(lease.renewAt())) {
            if (!lease.renew(progress.snapshot())) {
                dispatcher.withdraw();
                return new DeliveryEnd.Lost();
            }
            dispatcher.noPostAfter(lease.noPostAfter());
        }
        slowUpdates.startDue();
        return switch (state) {
            case State.BetweenRounds between -> betweenRounds();
            case State.InRound in -> inRound(in.round());
        };
    }

    private @Nullable DeliveryEnd betweenRounds() {
        if (progress.delivered() < lease.requested()) {
            @Nullable Round round = rounds.begin(lease.requested(), metrics);
            state = round == null ? state : new State.InRound(round);
            return null;
        }
        if (progress.slow().isEmpty() && dispatcher.isIdle()) {
            return lease.release(progress.snapshot());
        }
        advance();
        return null;
    }

    private @Nullable DeliveryEnd inRound(Round round) {
        if (round.isComplete()) {
            progress.deliveredThrough(round.range().through());
            state = new State.BetweenRounds();
            return null;
        }
        boolean wantsPage = !round.isAllRead() && dispatcher.queued() < settings.pageSize();
        if (wantsPage && !rounds.mayReadPage() && round.isIdle()) {
            return handOver();
        }
        if (!wantsPage || !rounds.mayReadPage() || !rounds.sendNextPage(round)) {
            advance();
        }
        return null;
    }

    private void advance() {
        Instant until = List.of(limits.stopAt(), lease.renewAt(), slowUpdates.nextCheck()).stream()
                .min(Instant::compareTo)
                .orElseThrow();
        dispatcher.advance(until);
    }

    private DeliveryEnd handOver() {
        return new DeliveryEnd.Unfinished(lease.lease(), finalProgress());
    }

    /** Waits a moment for posts in flight: whoever goes on would have to repeat them. */
    private Progress finalProgress() {
        dispatcher.noPostAfter(Instant.MIN);
        while (dispatcher.hasInFlightSince(loop.now().minus(DRAIN))) {
            dispatcher.advance(loop.now().plusMillis(10));
        }
        return progress.handOver(dispatcher.withdraw(), dispatcher::isInFlight);
    }

    private void abandon(RuntimeException fault) {
        try {
            lease.abandon(finalProgress());
        } catch (RuntimeException second) {
            fault.addSuppressed(second);
        }
    }
}
