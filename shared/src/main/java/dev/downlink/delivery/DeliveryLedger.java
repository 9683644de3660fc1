package dev.downlink.delivery;

import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What has been delivered to each shard of a channel, what is still wanted, and which single worker may deliver it. Every
 * method is atomic. A lease is exclusive until it expires; whoever acquires an expired one fences the former holder out,
 * whose later writes are refused.
 */
public interface DeliveryLedger {

    /** The right to deliver to a shard, seen at the time of the last successful call.
     *
     * @param token grows with every holder: the fencing token
     * @param wishes how often {@link #want} had been called
     * @param until when it expires unless renewed
     */
    record Lease(ChannelShard shard, long token, long wishes, Instant until) {}

    /** What became of a wish. */
    sealed interface Wanted {

        /** It is delivered already, or the holder of the lease will deliver it before it can release. */
        record Recorded() implements Wanted {}

        /**
         * Nobody is at work: the caller brings a worker.
         *
         * @param token changes as soon as a worker has the lease
         */
        record NeedsWorker(long token) implements Wanted {}
    }

    /** Whether a worker got the lease. */
    sealed interface Claim {

        /** @param progress where the last holder left off */
        record Acquired(Lease lease, Progress progress) implements Claim {}

        /** Someone holds it, and will deliver all that is wanted. */
        record Taken(String worker, Instant until) implements Claim {}

        /** Nothing has ever been wanted. */
        record Idle() implements Claim {}
    }

    /** Whether a holder could let go. */
    sealed interface Release {

        record Released() implements Release {}

        /** More has been wanted since: the holder goes on, with this lease. */
        record MoreWanted(Lease lease) implements Release {}

        /** The lease had expired, and another worker has it. */
        record Lost() implements Release {}
    }

    /**
     * ConnectionSubscriptions that everything up to a position is to be delivered. A new epoch starts the shard's progress anew.
     *
     * @param position of a publication that is in the log
     */
    Wanted want(ChannelShard shard, StreamPosition position);

    /** @param worker who asks: stable over the retries of one invocation */
    Claim acquire(ChannelShard shard, String worker, Duration duration);

    /**
     * Saves progress and renews the lease.
     *
     * @return the lease as it is now; empty if another worker has it
     */
    Optional<Lease> save(Lease lease, Progress progress, Duration duration);

    /** Saves progress and gives the lease up, unless more has been wanted since this lease was last seen. */
    Release release(Lease lease, Progress progress);

    /**
     * Saves progress and gives the lease up with work left, for another worker to go on with at once.
     *
     * @return false if another worker has it already
     */
    boolean handOver(Lease lease, Progress progress);
}
