package dev.downlink.ledger.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.Channel;
import dev.downlink.history.dynamodb.HeadItems;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.Lease;
import dev.downlink.ledger.Progress;
import dev.downlink.ledger.dynamodb.StateItems.Result;
import dev.downlink.protocol.StreamPosition;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One {@linkplain ShardState item} for each shard of a channel; that of shard 0 is the channel's head. Every method is one
 * conditional update, which returns the item as it is then; with slow consumers also a write or read of {@link SlowItems}.
 */
@Singleton
final class DynamoDbDeliveryLedger implements DeliveryLedger {

    private static final String HELD = "f = :f AND e = :e";

    private final StateItems states;
    private final SlowItems slow;
    private final DeliveryRequests requests;
    private final Clock clock;

    DynamoDbDeliveryLedger(StateItems states, SlowItems slow, DeliveryRequests requests, Clock clock) {
        this.states = states;
        this.slow = slow;
        this.requests = requests;
        this.clock = clock;
    }

    @Override
    public Head advance(Channel channel, StreamPosition head) {
        ChannelShard shard = new ChannelShard(channel.name(), 0);
        Instant now = clock.instant();
        Duration lifetime = HeadItems.lifetime(channel);
        Item values = Item.empty()
                .with(":r", head.offset())
                .with(":e", head.epoch())
                .with(":zero", 0)
                .with(":m", now.getEpochSecond())
                .with(":l", lifetime.toSeconds())
                .with(":ttl", now.plus(HeadItems.OUTLIVES).plus(lifetime).getEpochSecond());
        ShardState state = states.update(
                        shard,
                        "SET #r = :r, e = :e, m = :m, l = :l, d = if_not_exists(d, :zero), #ttl = :ttl",
                        // Less: of two appends the later one may be here first, and the head never goes back.
                        "attribute_not_exists(e) OR (e = :e AND #r < :r)",
                        values)
                .state();
        if (!state.hasEpoch(head.epoch())) {
            throw new IllegalStateException("The epoch " + head.epoch() + " of " + channel + " has ended");
        }
        requests.remember(shard, state.until());
        return new Head(state.spread(), state.until());
    }

    @Override
    public Requested request(ChannelShard shard, StreamPosition position, String worker, Duration lease) {
        return requests.request(shard, position, ShardState.call(nonce(), worker), lease);
    }

    @Override
    public Claim acquire(ChannelShard shard, String worker, Duration duration) {
        String call = ShardState.call(nonce(), worker);
        Instant now = clock.instant();
        Item values = Item.empty()
                .with(":u", now.plus(duration).toEpochMilli())
                .with(":now", now.toEpochMilli())
                .with(":b", call)
                .with(":one", 1);
        ShardState state = states.update(
                        shard,
                        "SET u = :u, b = :b ADD f :one",
                        // Free or expired: of two workers that find it so, one gets it, with a token of its own.
                        "(attribute_not_exists(u) OR u <= :now) AND (d < #r OR attribute_exists(s))",
                        values)
                .state();
        if (state.heldBy(call)) {
            return acquired(state);
        }
        return state.held(now) ? new Claim.Held(state.worker(), state.until()) : new Claim.Idle();
    }

    private Claim.Acquired acquired(ShardState state) {
        requests.remember(state.shard(), state.until());
        return new Claim.Acquired(
                state.lease(), state.progress(state.hasSlowConsumers() ? slow.read(state.shard()) : List.of()));
    }

    @Override
    public Claim takeOver(ChannelShard shard, long token, Progress progress, String worker, Duration duration) {
        // Under the holder's token: if another worker has the lease its own list stays.
        if (!slow.write(new SlowItems.LeaseId(shard, progress.delivered().epoch(), token), progress.slow())) {
            return acquire(shard, worker, duration);
        }
        String call = ShardState.call(nonce(), worker);
        ProgressUpdate update = ProgressUpdate.passingOn(progress, "u = :u, b = :b", "");
        Item values = update.valuesOf(token)
                .with(":u", clock.instant().plus(duration).toEpochMilli())
                .with(":b", call)
                .with(":one", 1);
        // Token: the holder's progress counts only as long as no other worker has the lease.
        ShardState state = states.update(shard, update.expression() + " ADD f :one", HELD, values)
                .state();
        return state.heldBy(call) ? acquired(state) : acquire(shard, worker, duration);
    }

    @Override
    public Optional<Lease> save(Lease lease, Progress progress, Duration duration) {
        if (!slow.write(id(lease), progress.slow())) {
            return Optional.empty();
        }
        ProgressUpdate update = new ProgressUpdate(progress, "u = :u", "");
        Item values = update.values()
                .with(":f", lease.token())
                .with(":u", clock.instant().plus(duration).toEpochMilli());
        // Token: a fenced holder must not overwrite the progress of the one after it.
        Result result = states.update(lease.shard(), update.expression(), HELD, values);
        requests.remember(lease.shard(), result.state().until());
        return result.done() ? Optional.of(result.state().lease()) : Optional.empty();
    }

    @Override
    public Release release(Lease lease, Progress progress) {
        // Requested: a publisher that was told that the lease is held must find the holder staying for it.
        Optional<ShardState> refused = release(lease, progress, HELD + " AND #r = :r", true);
        if (refused.isEmpty()) {
            return new Release.Released();
        }
        ShardState state = refused.get();
        return state.hasEpoch(lease.epoch()) && state.token() == lease.token()
                ? new Release.MoreRequested(state.lease())
                : new Release.Lost();
    }

    @Override
    public boolean abandon(Lease lease, Progress progress) {
        return release(lease, progress.inexact(), HELD, false).isEmpty();
    }

    /** @return empty if released; else the state that prevented it */
    private Optional<ShardState> release(Lease lease, Progress progress, String condition, boolean requested) {
        if (!slow.write(id(lease), progress.slow())) {
            return Optional.of(new ShardState(lease.shard(), Item.empty()));
        }
        String nonce = nonce();
        ProgressUpdate update = ProgressUpdate.passingOn(progress, "x = :x", "u, b");
        Item values = update.valuesOf(lease.token()).with(":x", nonce);
        Result result = states.update(
                lease.shard(),
                update.expression(),
                condition,
                requested ? values.with(":r", lease.requested()) : values);
        requests.remember(lease.shard(), result.state().until());
        // By the same call, if its first answer was lost and another worker or request came in between.
        return result.done() || result.state().releasedBy(nonce) ? Optional.empty() : Optional.of(result.state());
    }

    @Override
    public List<Undelivered> undelivered(Collection<ChannelShard> shards) {
        Instant now = clock.instant();
        return states.find(shards).stream()
                .filter(ShardState::pending)
                .map(state -> new Undelivered(state.shard(), state.held(now)))
                .toList();
    }

    private static SlowItems.LeaseId id(Lease lease) {
        return new SlowItems.LeaseId(lease.shard(), lease.epoch(), lease.token());
    }

    private static String nonce() {
        return UUID.randomUUID().toString().substring(0, ShardState.NONCE_LENGTH);
    }
}
