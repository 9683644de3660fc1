package dev.downlink.ledger.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.aws.dynamodb.Retries;
import dev.downlink.concurrent.RecentlyUsed;
import dev.downlink.history.dynamodb.HeadItems;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger.Requested;
import dev.downlink.ledger.dynamodb.StateItems.Result;
import dev.downlink.protocol.StreamPosition;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Requests for delivery. If the lease is free, one update notes the position and takes the lease. If it is held, one notes the
 * position only. Which of the two comes first depends on whether this process remembers that the lease is held; the other one
 * follows if the memory was wrong.
 */
@Singleton
final class DeliveryRequests {

    private static final int SHARDS = 10_000;

    private static final String NOTE = "SET #r = :r, " + HeadItems.EXPIRY + "%s";

    private static final String TAKE =
            "SET #r = :r, e = :e, d = if_not_exists(d, :zero), u = :u, b = :b, " + HeadItems.EXPIRY + "%s ADD f :one";

    private static final String RESET =
            "SET #r = :r, e = :e, d = :zero, u = :u, b = :b, " + HeadItems.EXPIRY + " REMOVE g, c, s, y ADD f :one";

    private static final String MOVED = ", " + HeadItems.MOVED_AT + " = :m";

    private final RecentlyUsed<ChannelShard, Instant> heldUntil = new RecentlyUsed<>(SHARDS);
    private final StateItems states;
    private final SlowItems slow;
    private final Clock clock;

    DeliveryRequests(StateItems states, SlowItems slow, Clock clock) {
        this.states = states;
        this.slow = slow;
        this.clock = clock;
    }

    /** Remembers whether a lease is held, by anyone. */
    void remember(ChannelShard shard, Instant until) {
        heldUntil.put(shard, until);
    }

    Requested request(ChannelShard shard, StreamPosition position, String call, Duration lease) {
        Instant now = clock.instant();
        boolean held = heldUntil.get(shard).filter(now::isBefore).isPresent();
        StreamPosition wanted = position;
        Retries retries = new Retries();
        int attempt = 0;
        while (true) {
            Result result = held ? note(shard, wanted) : take(shard, wanted, call, lease);
            ShardState state = result.state();
            remember(shard, state.until());
            if (state.exists() && !state.hasEpoch(position.epoch())) {
                result = reset(shard, position, call, lease);
                state = result.state();
            }
            held = state.held(now);
            if (state.heldBy(call)) {
                return new Requested.Acquired(
                        state.lease(),
                        state.progress(state.hasSlowConsumers() ? slow.read(shard) : List.of()),
                        state.spread());
            }
            if (held && state.requested() >= position.offset()) {
                return new Requested.Noted(state.until(), state.spread());
            }
            if (!held && state.delivered() >= position.offset() && !state.hasSlowConsumers()) {
                return new Requested.Delivered(state.spread());
            }
            // Never back: what another publisher requested beyond this position is requested together with it.
            wanted = new StreamPosition(Math.max(position.offset(), state.requested()), position.epoch());
            if (++attempt > 2) {
                retries.pause();
            }
        }
    }

    private Result note(ChannelShard shard, StreamPosition position) {
        return states.update(
                shard,
                String.format(NOTE, shard.shard() == 0 ? MOVED : ""),
                // Less: of two publishers the one with the later position may be here first.
                "e = :e AND #r < :r",
                values(shard, position));
    }

    private Result take(ChannelShard shard, StreamPosition position, String call, Duration lease) {
        return states.update(
                shard,
                String.format(TAKE, shard.shard() == 0 ? MOVED : ""),
                // Free or expired: of those that find it so, one gets it, with a token of its own. Not delivered: else
                // there is nothing to hold it for.
                "(attribute_not_exists(e) OR (e = :e AND #r <= :r)) AND (attribute_not_exists(u) OR u <= :now)"
                        + " AND (attribute_not_exists(d) OR d < :r OR attribute_exists(s))",
                lease(values(shard, position), call, lease)
                        .with(":now", clock.instant().toEpochMilli()));
    }

    /** Resets a shard; the token fences the old epoch's holder out. */
    private Result reset(ChannelShard shard, StreamPosition position, String call, Duration lease) {
        if (shard.shard() == 0) {
            throw new IllegalStateException(
                    "The epoch " + position.epoch() + " of " + shard.channel() + " has ended; append again");
        }
        // Different: of two publishers that find the old epoch, one resets it.
        return states.update(shard, RESET, "e <> :e", lease(values(shard, position), call, lease));
    }

    private Item lease(Item values, String call, Duration lease) {
        return values.with(":u", clock.instant().plus(lease).toEpochMilli())
                .with(":b", call)
                .with(":one", 1);
    }

    private Item values(ChannelShard shard, StreamPosition position) {
        Instant now = clock.instant();
        Item values = Item.empty()
                .with(":r", position.offset())
                .with(":e", position.epoch())
                .with(":zero", 0)
                .with(":ttl", now.plus(HeadItems.OUTLIVES).getEpochSecond());
        return shard.shard() == 0 ? values.with(":m", now.getEpochSecond()) : values;
    }
}
