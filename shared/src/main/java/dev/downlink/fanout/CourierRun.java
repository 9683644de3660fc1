package dev.downlink.fanout;

import dev.downlink.connection.ConnectionId;
import dev.downlink.fanout.Courier.Outcome;
import dev.downlink.fanout.Courier.Parcel;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One delivery of a {@link Courier}. The calling thread owns all state; answers reach it through a queue. */
final class CourierRun {

    private static final Logger LOG = LoggerFactory.getLogger(CourierRun.class);

    private static final Duration FIRST_REST = Duration.ofMillis(50);
    private static final int MOST_DOUBLINGS = 4;
    private static final int LONGEST_WAIT_MILLIS = 1000;

    private final ConnectionPoster poster;
    private final Clock clock;
    private final int maxInFlight;
    private final Duration patience;
    private final Instant until;

    private final Deque<Trip> ready = new ArrayDeque<>();
    private final PriorityQueue<Trip> resting =
            new PriorityQueue<>(Comparator.comparing((Trip trip) -> trip.restsUntil));
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final Map<ConnectionId, Outcome> outcomes = new HashMap<>();
    private int inFlight;

    private record Answer(Trip trip, PostResult result) {}

    /** Where one parcel has come to. */
    private static final class Trip {
        private final Parcel parcel;
        private int frame;
        private int failures;
        private @Nullable Instant failingSince;
        private Instant restsUntil = Instant.MIN;

        Trip(Parcel parcel) {
            this.parcel = parcel;
        }

        int through() {
            return frame == 0 ? parcel.from() : parcel.frames().get(frame - 1).through();
        }
    }

    CourierRun(ConnectionPoster poster, Clock clock, int maxInFlight, Duration patience, Instant until) {
        this.poster = poster;
        this.clock = clock;
        this.maxInFlight = maxInFlight;
        this.patience = patience;
        this.until = until;
    }

    Map<ConnectionId, Outcome> deliver(List<Parcel> parcels) {
        parcels.forEach(parcel -> ready.add(new Trip(parcel)));
        while (!ready.isEmpty() || !resting.isEmpty() || inFlight > 0) {
            Instant now = clock.instant();
            while (!resting.isEmpty() && !resting.element().restsUntil.isAfter(now)) {
                ready.add(resting.remove());
            }
            if (!now.isBefore(until)) {
                ready.forEach(this::putAside);
                ready.clear();
                resting.forEach(this::putAside);
                resting.clear();
            }
            while (inFlight < maxInFlight && !ready.isEmpty()) {
                post(ready.remove());
            }
            awaitAnswer(clock.instant());
        }
        return outcomes;
    }

    private void post(Trip trip) {
        inFlight++;
        poster.post(
                        trip.parcel.connection(),
                        trip.parcel.frames().get(trip.frame).frame())
                .thenAccept(result -> answers.add(new Answer(trip, result)));
    }

    private void awaitAnswer(Instant now) {
        if (inFlight == 0 && resting.isEmpty()) {
            return;
        }
        long waitMillis = resting.isEmpty()
                ? LONGEST_WAIT_MILLIS
                : Math.clamp(Duration.between(now, resting.element().restsUntil).toMillis(), 1, LONGEST_WAIT_MILLIS);
        try {
            @Nullable Answer answer = answers.poll(waitMillis, TimeUnit.MILLISECONDS);
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

    private void accept(Trip trip, PostResult result) {
        switch (result) {
            case PostResult.Delivered delivered -> next(trip);
            case PostResult.Rejected rejected -> {
                LOG.warn("Post to {} refused: {}", trip.parcel.connection(), rejected.reason());
                next(trip);
            }
            case PostResult.Gone gone -> outcomes.put(trip.parcel.connection(), new Outcome.Gone());
            case PostResult.Throttled throttled -> tryAgain(trip);
            case PostResult.Failed failed -> {
                LOG.debug("Post to {} failed: {}", trip.parcel.connection(), failed.reason());
                tryAgain(trip);
            }
        }
    }

    private void next(Trip trip) {
        trip.frame++;
        trip.failures = 0;
        trip.failingSince = null;
        if (trip.frame == trip.parcel.frames().size()) {
            outcomes.put(trip.parcel.connection(), new Outcome.Done());
        } else {
            // Before the others: its next frame is what its client waits for.
            ready.addFirst(trip);
        }
    }

    private void tryAgain(Trip trip) {
        Instant now = clock.instant();
        if (trip.failingSince == null) {
            trip.failingSince = now;
        }
        long longestMillis = FIRST_REST.toMillis() << Math.min(trip.failures, MOST_DOUBLINGS);
        trip.failures++;
        trip.restsUntil = now.plusMillis(ThreadLocalRandom.current().nextLong(longestMillis / 2, longestMillis + 1));
        if (trip.restsUntil.isAfter(trip.failingSince.plus(patience))) {
            putAside(trip);
        } else {
            resting.add(trip);
        }
    }

    private void putAside(Trip trip) {
        outcomes.put(trip.parcel.connection(), new Outcome.Unfinished(trip.through()));
    }
}
