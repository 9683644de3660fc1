package dev.downlink.ledger;

import dev.downlink.channel.Channel;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What has been requested and delivered to each shard of a channel, and which single worker may deliver it. Every method is
 * atomic. A lease is exclusive until it expires; acquiring an expired one fences the former holder out, whose later writes
 * are refused. A call whose answer was lost and that is repeated has the outcome of the first one.
 *
 * <p>The {@linkplain Progress#exactness exactness} of progress is what its holder said with {@link #release} or in a {@link
 * #takeOver}. After anything else it is {@link Progress.Exactness#AT_LEAST}.
 *
 * <p>Shard 0 is special: its request is the channel's head. An append is acknowledged only after {@link #advance} or a
 * {@link #request} for shard 0 made the last of its positions the head, and no other of them.
 */
public interface DeliveryLedger {

    /**
     * The state of a channel's head.
     *
     * @param spread in how many shards, from 0 on, the channel may have subscribers
     * @param leasedUntil when the lease on shard 0 expires; {@link Instant#MIN} if it is free
     */
    record Head(int spread, Instant leasedUntil) {}

    /** The outcome of a request for delivery. */
    sealed interface Requested {

        /** In how many shards, from 0 on, the channel may have subscribers; 1 for another shard than 0. */
        int spread();

        /** The caller holds the lease: it delivers, or starts a worker that takes over. */
        record Acquired(Lease lease, Progress progress, int spread) implements Requested {}

        /** Another worker holds the lease: it cannot release it before it has delivered this. */
        record Noted(Instant leasedUntil, int spread) implements Requested {}

        /** All subscribers have it already. */
        record Delivered(int spread) implements Requested {}
    }

    /** Whether a worker got the lease. */
    sealed interface Claim {

        /** @param progress where the last holder stopped */
        record Acquired(Lease lease, Progress progress) implements Claim {}

        /** Another worker holds it and will deliver all that is requested. */
        record Held(String worker, Instant until) implements Claim {}

        /** Nothing is requested that has not been delivered. */
        record Idle() implements Claim {}
    }

    /** Whether a holder could release its lease. */
    sealed interface Release {

        record Released() implements Release {}

        /** More has been requested since: the holder continues, with this lease. */
        record MoreRequested(Lease lease) implements Release {}

        /** The lease had expired and another worker has it. */
        record Lost() implements Release {}
    }

    /** Makes a position the channel's head, unless the head is beyond it. Requests nothing and takes no lease. */
    Head advance(Channel channel, StreamPosition head);

    /**
     * Requests delivery up to a position, and takes the lease if it is free. For shard 0 this also makes the position the
     * channel's head. A new epoch resets the shard's progress.
     *
     * @param position of a publication that is in the history
     * @param worker who asks; unique to the caller
     */
    Requested request(ChannelShard shard, StreamPosition position, String worker, Duration lease);

    /**
     * Takes a free or expired lease, if something is requested that has not been delivered.
     *
     * @param worker who asks: stable over the retries of one invocation
     */
    Claim acquire(ChannelShard shard, String worker, Duration lease);

    /**
     * Takes a lease over from its holder, who must not use it any more, with the progress the holder reached. If the holder's
     * token is no longer the current one this is an {@link #acquire}, and {@code progress} is ignored.
     *
     * @param token the holder's
     */
    Claim takeOver(ChannelShard shard, long token, Progress progress, String worker, Duration lease);

    /**
     * Saves progress and renews the lease.
     *
     * @return the lease as it is now; empty if another worker has it
     */
    Optional<Lease> save(Lease lease, Progress progress, Duration duration);

    /** Saves progress and releases the lease, unless more has been requested since this lease was last seen. */
    Release release(Lease lease, Progress progress);

    /**
     * Saves progress and gives the lease up with work left, which any other worker may acquire at once.
     *
     * @return false if another worker has it already
     */
    boolean abandon(Lease lease, Progress progress);

    /**
     * A shard with something requested and not delivered.
     *
     * @param held whether a worker holds its lease
     */
    record Undelivered(ChannelShard shard, boolean held) {}

    /** Those of the shards with something requested and not delivered. */
    List<Undelivered> undelivered(Collection<ChannelShard> shards);
}
