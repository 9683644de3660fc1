package dev.downlink.fanout;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import dev.downlink.fanout.Courier.Outcome;
import dev.downlink.fanout.Courier.Parcel;
import dev.downlink.fanout.DeliveryLedger.Claim;
import dev.downlink.fanout.DeliveryLedger.Lease;
import dev.downlink.fanout.DeliveryLedger.Release;
import dev.downlink.fanout.Progress.Owed;
import dev.downlink.fanout.SlowLane.Errand;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker at work on one shard, for as long as it holds the lease: round after round it brings all subscribers, page by page,
 * to the newest publication that the log had when the round began. It lets go when nothing more is wanted and nobody is owed
 * anything, hands over when its time is up, and stops at once when another worker has fenced it out.
 */
final class CatchUp {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final WorkerTools tools;
    private final FanOutSettings settings;
    private final ChannelShard shard;
    private final int shards;
    private final Instant deadline;
    private final SlowLane slow;

    private Lease lease;
    private StreamPosition delivered;
    private @Nullable Round round;
    /** Whether the log was read to its end, so that all that was wanted before is delivered after this round. */
    private boolean atHead;

    /** @param cursor everyone up to it has got {@code frames}, or is owed them; null before the first page */
    private record Round(
            ChannelFrames frames, long target, @Nullable ConnectionId cursor) {

        boolean hasPassed(ConnectionId connection) {
            return cursor != null && connection.value().compareTo(cursor.value()) <= 0;
        }
    }

    CatchUp(WorkerTools tools, Claim.Acquired claim, int shards, Instant deadline) {
        this.tools = tools;
        this.settings = tools.settings();
        this.shard = claim.lease().shard();
        this.shards = shards;
        this.deadline = deadline;
        this.lease = claim.lease();
        this.delivered = claim.progress().delivered();
        this.slow = new SlowLane(tools, claim.progress().owed());
        Progress.@Nullable Round begun = claim.progress().round();
        this.round = begun == null
                ? null
                : new Round(frames(delivered.offset(), begun.target()), begun.target(), begun.cursor());
    }

    void run() {
        while (mayGoOn()) {
            settleOwed();
            if (slow.size() > settings.maxOwed()) {
                WorkerTools.pause(BETWEEN_LOOKS);
            } else if (round != null || beginRound()) {
                round = deliverPage(Objects.requireNonNull(round));
            } else if (!slow.isEmpty()) {
                WorkerTools.pause(BETWEEN_LOOKS);
                atHead = false;
            } else if (letGo()) {
                return;
            }
        }
    }

    /** After a fault: leaves the shard to the next worker, which then need not wait for the lease to expire. */
    void abandon() {
        tools.ledger().handOver(lease, progress());
    }

    private boolean mayGoOn() {
        Instant now = tools.now();
        if (!now.isBefore(deadline.minus(settings.handOverReserve()))) {
            // The lease first: the next worker must not find it taken.
            if (tools.ledger().handOver(lease, progress())) {
                tools.trigger().start(new FanOutTask.CatchUp(shard.channel(), shard.shard()));
            }
            return false;
        }
        if (now.isBefore(lease.until().minus(settings.lease().dividedBy(2)))) {
            return true;
        }
        Optional<Lease> renewed = tools.ledger().save(lease, progress(), settings.lease());
        if (renewed.isEmpty()) {
            LOG.warn("Lost the lease on {} shard {}", shard.channel(), shard.shard());
            return false;
        }
        // A wish that came after the log was read has not been read.
        atHead &= renewed.get().wishes() == lease.wishes();
        lease = renewed.get();
        return true;
    }

    /** Later, another worker may have the lease, or Lambda may stop this one in the middle. */
    private Instant noPostAfter() {
        Instant leaseEnds = lease.until().minus(settings.leaseMargin());
        Instant timeEnds = deadline.minus(settings.handOverReserve().dividedBy(2));
        return leaseEnds.isBefore(timeEnds) ? leaseEnds : timeEnds;
    }

    private boolean beginRound() {
        if (atHead) {
            return false;
        }
        List<Publication> next = tools.log().read(shard.channel(), delivered, settings.roundSize());
        atHead = next.size() < settings.roundSize();
        if (next.isEmpty()) {
            return false;
        }
        round = new Round(
                new ChannelFrames(shard.channel(), next), next.getLast().offset(), null);
        return true;
    }

    /** @return the round as it goes on; null if this was its last page */
    private @Nullable Round deliverPage(Round current) {
        List<Subscription> page =
                tools.subscriptions().page(shard.channel(), shard.shard(), current.cursor(), settings.pageSize());
        List<Parcel> parcels = page.stream()
                .filter(subscription -> !slow.contains(subscription.connection()))
                .flatMap(subscription -> current.frames().parcelFor(subscription).stream())
                .toList();
        Map<ConnectionId, Outcome> outcomes = tools.courier().deliver(parcels, settings.patience(), noPostAfter());

        List<ConnectionId> gone = new ArrayList<>();
        for (Subscription subscription : page) {
            @Nullable Outcome outcome = outcomes.get(subscription.connection());
            if (outcome != null) {
                Owed had = new Owed(subscription.connection(), delivered.offset(), tools.now());
                slow.sort(new Errand(had, subscription, current.frames()), outcome, gone);
            }
        }
        tools.remove(gone, noPostAfter());
        if (page.size() == settings.pageSize()) {
            return new Round(current.frames(), current.target(), page.getLast().connection());
        }
        delivered = new StreamPosition(current.target(), delivered.epoch());
        return null;
    }

    /** Brings slow connections to where everyone else in their place is: behind the cursor at the target, else before it. */
    private void settleOwed() {
        @Nullable Round current = round;
        Map<Long, ChannelFrames> toTarget = new HashMap<>();
        Map<Long, ChannelFrames> toDelivered = new HashMap<>();
        List<Errand> errands = new ArrayList<>();
        for (Owed owed : slow.due()) {
            @Nullable
            Subscription subscription = tools.subscriptions()
                    .find(owed.connection(), shard.channel(), shards)
                    .orElse(null);
            if (subscription == null) {
                slow.settle(owed.connection());
                continue;
            }
            ChannelFrames frames = current != null && current.hasPassed(owed.connection())
                    ? toTarget.computeIfAbsent(owed.after(), after -> frames(after, current.target()))
                    : toDelivered.computeIfAbsent(owed.after(), after -> frames(after, delivered.offset()));
            errands.add(new Errand(owed, subscription, frames));
        }
        slow.run(errands, noPostAfter());
    }

    private ChannelFrames frames(long after, long through) {
        List<Publication> publications = tools
                .log()
                .read(shard.channel(), new StreamPosition(after, delivered.epoch()), Math.toIntExact(through - after))
                .stream()
                .filter(publication -> publication.offset() <= through)
                .toList();
        return new ChannelFrames(shard.channel(), publications);
    }

    /** @return whether this worker is done: it let go, or another has fenced it out */
    private boolean letGo() {
        return switch (tools.ledger().release(lease, progress())) {
            case Release.Released released -> true;
            case Release.Lost lost -> true;
            case Release.MoreWanted more -> {
                lease = more.lease();
                atHead = false;
                yield false;
            }
        };
    }

    private Progress progress() {
        @Nullable ConnectionId cursor = round == null ? null : round.cursor();
        return new Progress(
                delivered,
                round == null || cursor == null ? null : new Progress.Round(round.target(), cursor),
                slow.all());
    }
}
