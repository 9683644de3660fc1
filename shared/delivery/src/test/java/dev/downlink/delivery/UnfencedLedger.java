package dev.downlink.delivery;

import dev.downlink.channel.Channel;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.Lease;
import dev.downlink.ledger.Progress;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ledger without fencing: whoever once held a lease may write, as if it held the present one. */
final class UnfencedLedger implements DeliveryLedger {

    private final DeliveryLedger ledger;
    private final Map<ChannelShard, Lease> newest = new HashMap<>();

    UnfencedLedger(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    private Lease present(Lease lease) {
        Lease now = newest.getOrDefault(lease.shard(), lease);
        return new Lease(lease.shard(), now.epoch(), now.token(), lease.requested(), lease.until());
    }

    private Claim noted(Claim claim) {
        if (claim instanceof Claim.Acquired acquired) {
            newest.put(acquired.lease().shard(), acquired.lease());
        }
        return claim;
    }

    @Override
    public Head advance(Channel channel, StreamPosition head) {
        return ledger.advance(channel, head);
    }

    @Override
    public Requested request(ChannelShard shard, StreamPosition position, String worker, Duration lease) {
        Requested requested = ledger.request(shard, position, worker, lease);
        if (requested instanceof Requested.Acquired acquired) {
            newest.put(shard, acquired.lease());
        }
        return requested;
    }

    @Override
    public Claim acquire(ChannelShard shard, String worker, Duration lease) {
        return noted(ledger.acquire(shard, worker, lease));
    }

    @Override
    public Claim takeOver(ChannelShard shard, long token, Progress progress, String worker, Duration lease) {
        Lease now = newest.get(shard);
        return noted(ledger.takeOver(shard, now == null ? token : now.token(), progress, worker, lease));
    }

    @Override
    public Optional<Lease> save(Lease lease, Progress progress, Duration duration) {
        return ledger.save(present(lease), progress, duration);
    }

    @Override
    public Release release(Lease lease, Progress progress) {
        return ledger.release(present(lease), progress);
    }

    @Override
    public boolean abandon(Lease lease, Progress progress) {
        return ledger.abandon(present(lease), progress);
    }

    @Override
    public List<Undelivered> undelivered(Collection<ChannelShard> shards) {
        return ledger.undelivered(shards);
    }
}
