package dev.downlink.delivery;

import static java.util.stream.Collectors.toSet;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.Courier.Outcome;
import dev.downlink.delivery.Courier.Parcel;
import dev.downlink.delivery.DeliveryLedger.Claim;
import dev.downlink.delivery.DeliveryLedger.Lease;
import dev.downlink.delivery.DeliveryLedger.Release;
import dev.downlink.delivery.Progress.Owed;
import dev.downlink.delivery.SlowLane.Errand;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    private final Instant deadline;
    private final Courier courier;
    private final SlowLane slow;
    private final Errands errands;

    private Lease lease;
    private StreamPosition delivered;
    private @Nullable Round round;
    /** Whether the log was read to its end, so that all that was wanted before is delivered after this round. */
    private boolean atHead;

    /** @param cursor everyone up to it has got the stretch, or is owed it; null before the first page */
    private record Round(Stretch stretch, @Nullable ConnectionId cursor) {

        boolean hasPassed(ConnectionId connection) {
            return cursor != null && connection.value().compareTo(cursor.value()) <= 0;
        }
    }

    CatchUp(WorkerTools tools, Claim.Acquired claim, int shards, Instant deadline) {
        this.tools = tools;
        this.settings = tools.settings();
        this.shard = claim.lease().shard();
        this.deadline = deadline;
        this.lease = claim.lease();
        this.delivered = claim.progress().delivered();
        this.courier = tools.newCourier();
        Farewells farewells = new Farewells(tools);
        this.slow = new SlowLane(tools, farewells, claim.progress().owed());
        this.errands = new Errands(tools, farewells, shard, shards, delivered.epoch());
        Progress.@Nullable Round begun = claim.progress().round();
        this.round = begun == null ? null : new Round(errands.read(delivered.offset(), begun.target()), begun.cursor());
    }

    void run() {
        while (mayGoOn()) {
            startErrands();
            if (slow.holdsUpPages()) {
                goOnWithSlow();
            } else if (round != null || beginRound()) {
                deliverPage(Objects.requireNonNull(round));
            } else if (!slow.isEmpty()) {
                goOnWithSlow();
                atHead = false;
            } else if (letGo()) {
                return;
            }
        }
    }

    private void goOnWithSlow() {
        slow.sort(courier.goOn(BETWEEN_LOOKS, noPostAfter()), noPostAfter());
    }

    /** After a fault: leaves the shard to the next worker, which then need not wait for the lease to expire. */
    void abandon() {
        handOver();
    }

    /** Only when every post has its answer: none of ours may come after one of the next worker's. */
    private boolean handOver() {
        slow.sort(courier.finish(), noPostAfter());
        return tools.ledger().handOver(lease, progress());
    }

    private boolean mayGoOn() {
        Instant now = tools.now();
        if (!now.isBefore(deadline.minus(settings.handOverReserve()))) {
            // The lease first: the next worker must not find it taken.
            if (handOver()) {
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
            courier.finish();
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
        long target = next.getLast().offset();
        round = new Round(Stretch.of(shard.channel(), delivered.offset(), target, next), null);
        return true;
    }

    private void deliverPage(Round current) {
        Stretch stretch = current.stretch();
        List<Subscription> page =
                tools.subscriptions().page(shard.channel(), shard.shard(), current.cursor(), settings.pageSize());
        List<Errand> toEach = page.stream()
                .filter(subscription -> !slow.contains(subscription.connection()))
                .map(subscription -> new Errand(
                        new Owed(subscription.connection(), stretch.after(), tools.now()), subscription, stretch))
                .toList();
        Map<Errand, Parcel> parcels = errands.parcels(toEach, noPostAfter());
        slow.setOut(List.copyOf(parcels.keySet()));
        Map<ConnectionId, Outcome> outcomes =
                courier.deliver(List.copyOf(parcels.values()), settings.patience(), noPostAfter());
        slow.sort(outcomes, noPostAfter());
        slow.putAsideUnderWay();
        if (page.size() == settings.pageSize()) {
            round = new Round(stretch, page.getLast().connection());
        } else {
            delivered = new StreamPosition(stretch.through(), delivered.epoch());
            round = null;
        }
    }

    /** Sends slow connections on their way to where everyone else in their place is, if they are not there. */
    private void startErrands() {
        List<Owed> behind = new ArrayList<>();
        for (Owed owed : slow.due()) {
            long place = placeOf(owed.connection());
            if (owed.after() < place) {
                behind.add(owed);
            } else if (owed.after() == place) {
                slow.settle(owed.connection());
            }
            // One that is ahead waits until the round has passed it, lest it be brought again what it has.
        }
        List<Errand> found = errands.forSlow(behind, this::placeOf);
        Map<Errand, Parcel> parcels = errands.parcels(found, noPostAfter());
        Set<ConnectionId> subscribing = found.stream().map(Errand::connection).collect(toSet());
        behind.stream()
                .map(Owed::connection)
                .filter(connection -> !subscribing.contains(connection))
                .forEach(slow::settle);
        for (Errand errand : found) {
            if (parcels.containsKey(errand)) {
                slow.setOut(errand);
            } else {
                slow.advance(errand.connection(), errand.stretch().through());
            }
        }
        courier.send(List.copyOf(parcels.values()));
    }

    /** Behind the cursor everyone else has got to the round's end, before it to where the round began. */
    private long placeOf(ConnectionId connection) {
        return round != null && round.hasPassed(connection) ? round.stretch().through() : delivered.offset();
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
                round == null || cursor == null
                        ? null
                        : new Progress.Round(round.stretch().through(), cursor),
                slow.all());
    }
}
