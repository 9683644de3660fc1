package dev.downlink.delivery;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.PostResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes frames to many connections at once: those of one connection strictly in sequence, with a bounded number of posts on
 * their way. A connection that is throttled or fails is tried again, with jitter, while the others go on; one that does not
 * take its parcel in good time is left behind, and its outcome comes with a later call.
 *
 * <p>For one thread, which owns all state: posts start only during its calls, answers reach it through a queue. A connection
 * is sent its next parcel only when the one before has its outcome.
 */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final ConnectionPoster poster;
    private final Clock clock;
    private final int maxInFlight;

    private final Deque<Trip> ready = new ArrayDeque<>();
    private final PriorityQueue<Trip> resting = new PriorityQueue<>(Comparator.comparing(Trip::restsUntil));
    /** Those waited for that have set out, the first one first. */
    private final Deque<Trip> awaited = new ArrayDeque<>();

    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private Map<ConnectionId, Outcome> outcomes = new HashMap<>();
    private int inFlight;
    /** How many trips the call under way waits for. */
    private int waitingFor;

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

    private record Answer(Trip trip, PostResult result) {}

    Courier(ConnectionPoster poster, Clock clock, int maxInFlight) {
        this.poster = poster;
        this.clock = clock;
        this.maxInFlight = maxInFlight;
    }

    /** Sends parcels without waiting for them. One that fails is not tried again. */
    void send(List<Parcel> parcels) {
        parcels.forEach(parcel -> ready.add(new Trip(parcel, Duration.ZERO, false)));
    }

    /**
     * Returns when each of the parcels has an outcome or is left behind.
     *
     * @param patience how long after its first post a connection is tried again and waited for
     * @param until no post starts later
     * @return the outcomes since the last call, also of those left behind or only sent before
     */
    Map<ConnectionId, Outcome> deliver(List<Parcel> parcels, Duration patience, Instant until) {
        parcels.forEach(parcel -> ready.add(new Trip(parcel, patience, true)));
        waitingFor += parcels.size();
        proceed(until);
        while (waitingFor > 0) {
            awaitAnswer(LONGEST_WAIT);
            proceed(until);
        }
        return takeOutcomes();
    }

    /** Goes on with those left behind, or only sent, for so long; returns the outcomes since the last call. */
    Map<ConnectionId, Outcome> goOn(Duration duration, Instant until) {
        Instant end = clock.instant().plus(duration);
        for (Instant now = clock.instant(); now.isBefore(end); now = clock.instant()) {
            proceed(until);
            awaitAnswer(Duration.between(now, end));
        }
        return takeOutcomes();
    }

    /** Starts no more posts; returns the outcomes since the last call when the last post has its answer. */
    Map<ConnectionId, Outcome> finish() {
        proceed(Instant.MIN);
        while (inFlight > 0) {
            awaitAnswer(LONGEST_WAIT);
            proceed(Instant.MIN);
        }
        return takeOutcomes();
    }

    private Map<ConnectionId, Outcome> takeOutcomes() {
        Map<ConnectionId, Outcome> taken = outcomes;
        outcomes = new HashMap<>();
        return taken;
    }

    private void proceed(Instant until) {
        Instant now = clock.instant();
        while (!resting.isEmpty() && !resting.element().restsUntil().isAfter(now)) {
            ready.add(resting.remove());
        }
        if (!now.isBefore(until)) {
            ready.forEach(this::leaveUnfinished);
            ready.clear();
            resting.forEach(this::leaveUnfinished);
            resting.clear();
        }
        while (inFlight < maxInFlight && !ready.isEmpty()) {
            post(ready.remove(), now);
        }
        while (!awaited.isEmpty()
                && (!awaited.element().isAwaited()
                        || !awaited.element().lateAt().isAfter(now))) {
            leaveBehind(awaited.remove());
        }
    }

    private void post(Trip trip, Instant now) {
        if (trip.setOut(now) && trip.isAwaited()) {
            awaited.add(trip);
        }
        inFlight++;
        try {
            poster.post(trip.connection(), trip.frame())
                    .whenComplete((result, failure) ->
                            answers.add(new Answer(trip, failure == null ? result : failed(failure))));
        } catch (RuntimeException failure) {
            answers.add(new Answer(trip, failed(failure)));
        }
    }

    private static PostResult failed(Throwable failure) {
        return new PostResult.Failed(failure.toString());
    }

    private void leaveBehind(Trip trip) {
        if (trip.isAwaited()) {
            trip.leaveBehind();
            waitingFor--;
        }
    }

    private void awaitAnswer(Duration longest) {
        try {
            @Nullable Answer answer = answers.poll(waitMillis(longest), TimeUnit.MILLISECONDS);
            while (answer != null) {
                inFlight--;
                accept(answer.trip(), answer.result());
                answer = answers.poll();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while posting", interrupted);
        }
    }

    private long waitMillis(Duration longest) {
        Instant now = clock.instant();
        Instant next = now.plus(longest);
        if (!resting.isEmpty() && resting.element().restsUntil().isBefore(next)) {
            next = resting.element().restsUntil();
        }
        if (!awaited.isEmpty() && awaited.element().lateAt().isBefore(next)) {
            next = awaited.element().lateAt();
        }
        return Math.max(1, Duration.between(now, next).toMillis());
    }

    private void accept(Trip trip, PostResult result) {
        switch (result) {
            case PostResult.Delivered delivered -> next(trip);
            case PostResult.Refused refused -> tryAgain(trip);
            case PostResult.InvalidFrame rejected -> {
                LOG.warn("Post to {} refused: {}", trip.connection(), rejected.reason());
                next(trip);
            }
            case PostResult.Gone gone -> end(trip, new Outcome.Gone());
            case PostResult.Throttled throttled -> tryAgain(trip);
            case PostResult.Failed failed -> {
                LOG.debug("Post to {} failed: {}", trip.connection(), failed.reason());
                tryAgain(trip);
            }
        }
    }

    private void next(Trip trip) {
        if (trip.delivered()) {
            end(trip, new Outcome.Done());
        } else {
            // Before the others: its next frame is what its client waits for.
            ready.addFirst(trip);
        }
    }

    private void tryAgain(Trip trip) {
        if (trip.rest(clock.instant())) {
            resting.add(trip);
        } else {
            leaveUnfinished(trip);
        }
    }

    private void leaveUnfinished(Trip trip) {
        end(trip, new Outcome.Unfinished(trip.through()));
    }

    private void end(Trip trip, Outcome outcome) {
        outcomes.put(trip.connection(), outcome);
        leaveBehind(trip);
    }
}
