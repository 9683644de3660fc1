package dev.downlink.ledger;

import dev.downlink.channel.Channel;
import dev.downlink.history.InMemoryHeads;
import dev.downlink.protocol.StreamPosition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ledger in memory. The heads are those of the history. */
public final class InMemoryDeliveryLedger implements DeliveryLedger {

    private final Map<ChannelShard, State> states = new HashMap<>();
    private final InMemoryHeads heads;
    private final Clock clock;

    /** @param until {@link Instant#MIN} while nobody holds the lease */
    private record State(Progress progress, long requested, long token, String worker, Instant until) {

        State with(Progress newProgress, Instant newUntil) {
            return new State(newProgress, requested, token, worker, newUntil);
        }

        boolean pending() {
            return progress.delivered().offset() < requested || !progress.slow().isEmpty();
        }

        Lease lease(ChannelShard shard) {
            return new Lease(shard, progress.delivered().epoch(), token, requested, until);
        }
    }

    public InMemoryDeliveryLedger(InMemoryHeads heads, Clock clock) {
        this.heads = heads;
        this.clock = clock;
    }

    @Override
    public synchronized Head advance(Channel channel, StreamPosition head) {
        int spread = Math.max(1, heads.advance(channel.name(), head).spread());
        ChannelShard first = new ChannelShard(channel.name(), 0);
        State state = state(first, head);
        states.put(first, state);
        return new Head(spread, state.until());
    }

    @Override
    public synchronized Requested request(ChannelShard shard, StreamPosition position, String worker, Duration lease) {
        int spread = shard.shard() > 0
                ? 1
                : Math.max(1, heads.advance(shard.channel(), position).spread());
        State state = state(shard, position);
        states.put(shard, state);
        if (held(state)) {
            return new Requested.Noted(state.until(), spread);
        }
        return switch (acquire(shard, worker, lease)) {
            case Claim.Acquired acquired -> new Requested.Acquired(acquired.lease(), acquired.progress(), spread);
            case Claim.Held heldByAnother -> new Requested.Noted(heldByAnother.until(), spread);
            case Claim.Idle idle -> new Requested.Delivered(spread);
        };
    }

    /** The state of a shard once a position is requested; one of another epoch starts anew. */
    private State state(ChannelShard shard, StreamPosition position) {
        @Nullable State was = states.get(shard);
        if (was == null || !was.progress().delivered().epoch().equals(position.epoch())) {
            long token = was == null ? 0 : was.token() + 1;
            was = new State(Progress.start(position.epoch()), 0, token, "", Instant.MIN);
        }
        long requested = Math.max(position.offset(), requested(shard, was));
        return new State(was.progress(), requested, was.token(), was.worker(), was.until());
    }

    /** For shard 0 that is the head. */
    private long requested(ChannelShard shard, State state) {
        if (shard.shard() > 0) {
            return state.requested();
        }
        return heads.find(shard.channel()).position().offset();
    }

    private Optional<State> find(ChannelShard shard) {
        return Optional.ofNullable(states.get(shard))
                .map(state -> new State(
                        state.progress(), requested(shard, state), state.token(), state.worker(), state.until()));
    }

    @Override
    public synchronized Claim acquire(ChannelShard shard, String worker, Duration duration) {
        @Nullable State was = find(shard).orElse(null);
        if (was != null && held(was)) {
            return new Claim.Held(was.worker(), was.until());
        }
        return was == null || !was.pending() ? new Claim.Idle() : take(shard, was, was.progress(), worker, duration);
    }

    @Override
    public synchronized Claim takeOver(
            ChannelShard shard, long token, Progress progress, String worker, Duration duration) {
        @Nullable State was = find(shard).orElse(null);
        return was == null || was.token() != token
                ? acquire(shard, worker, duration)
                : take(shard, was, progress, worker, duration);
    }

    private Claim take(ChannelShard shard, State was, Progress progress, String worker, Duration duration) {
        Instant until = clock.instant().plus(duration);
        // If this holder dies, what it delivered is not known.
        State state = new State(progress.inexact(), was.requested(), was.token() + 1, worker, until);
        states.put(shard, state);
        return new Claim.Acquired(state.lease(shard), progress);
    }

    @Override
    public synchronized Optional<Lease> save(Lease lease, Progress progress, Duration duration) {
        return heldBy(lease).map(was -> {
            State state = was.with(progress.inexact(), clock.instant().plus(duration));
            states.put(lease.shard(), state);
            return state.lease(lease.shard());
        });
    }

    @Override
    public synchronized Release release(Lease lease, Progress progress) {
        @Nullable State was = heldBy(lease).orElse(null);
        if (was == null) {
            return new Release.Lost();
        }
        if (was.requested() != lease.requested()) {
            return new Release.MoreRequested(was.lease(lease.shard()));
        }
        states.put(lease.shard(), was.with(progress, Instant.MIN));
        return new Release.Released();
    }

    @Override
    public synchronized boolean abandon(Lease lease, Progress progress) {
        Optional<State> was = heldBy(lease);
        was.ifPresent(state -> states.put(lease.shard(), state.with(progress.inexact(), Instant.MIN)));
        return was.isPresent();
    }

    @Override
    public synchronized List<Undelivered> undelivered(Collection<ChannelShard> shards) {
        return shards.stream()
                .distinct()
                .flatMap(shard ->
                        find(shard).filter(State::pending).map(state -> new Undelivered(shard, held(state))).stream())
                .toList();
    }

    private Optional<State> heldBy(Lease lease) {
        return find(lease.shard())
                .filter(state -> state.token() == lease.token()
                        && state.progress().delivered().epoch().equals(lease.epoch()));
    }

    private boolean held(State state) {
        return state.until().isAfter(clock.instant());
    }
}
