package dev.downlink.fanout;

import dev.downlink.connection.ConnectionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Takes frames to many connections at once: those of one connection strictly in sequence, with a bounded number of posts on
 * their way. A connection that is throttled or fails is tried again, with jitter, while the others go on.
 */
final class Courier {

    private final ConnectionPoster poster;
    private final Clock clock;
    private final int maxInFlight;

    /** @param from how many of the list that the frames carry the connection has already */
    record Parcel(ConnectionId connection, List<Packed> frames, int from) {}

    /** How a parcel ended. */
    sealed interface Outcome {

        /** Everything was taken, or refused for good. */
        record Done() implements Outcome {}

        /** The connection no longer exists. */
        record Gone() implements Outcome {}

        /** @param through how many of the list it has got */
        record Unfinished(int through) implements Outcome {}
    }

    Courier(ConnectionPoster poster, Clock clock, int maxInFlight) {
        this.poster = poster;
        this.clock = clock;
        this.maxInFlight = maxInFlight;
    }

    /**
     * Returns when every parcel has an outcome.
     *
     * @param patience how long a connection is tried again after its first failure
     * @param until no post starts later
     */
    Map<ConnectionId, Outcome> deliver(List<Parcel> parcels, Duration patience, Instant until) {
        return new CourierRun(poster, clock, maxInFlight, patience, until).deliver(parcels);
    }
}
