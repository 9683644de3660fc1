package dev.downlink.fanout;

import static java.util.stream.Collectors.toMap;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import dev.downlink.fanout.Courier.Outcome;
import dev.downlink.fanout.Courier.Parcel;
import dev.downlink.fanout.Progress.Owed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that a worker put aside because they did not take what it brought. They are brought nothing newer before
 * what they are owed; one that stays slow is closed, and will recover from the log when it comes back.
 */
final class SlowLane {

    private static final Logger LOG = LoggerFactory.getLogger(SlowLane.class);

    private static final Duration FIRST_REST = Duration.ofMillis(200);
    private static final int MOST_DOUBLINGS = 3;

    private final WorkerTools tools;
    private final Map<ConnectionId, Owed> owed = new LinkedHashMap<>();
    private final Map<ConnectionId, Turn> turns = new HashMap<>();

    /** When one is tried again, after so many failures. */
    private record Turn(int failures, Instant at) {}

    /** What one that is due has got to and is brought. */
    record Errand(Owed owed, Subscription subscription, ChannelFrames frames) {}

    SlowLane(WorkerTools tools, Collection<Owed> owed) {
        this.tools = tools;
        owed.forEach(one -> this.owed.put(one.connection(), one));
    }

    boolean contains(ConnectionId connection) {
        return owed.containsKey(connection);
    }

    boolean isEmpty() {
        return owed.isEmpty();
    }

    int size() {
        return owed.size();
    }

    List<Owed> all() {
        return List.copyOf(owed.values());
    }

    List<Owed> due() {
        Instant now = tools.now();
        return owed.values().stream()
                .filter(one -> !turnOf(one.connection()).at().isAfter(now))
                .toList();
    }

    /** It has got all that it was owed, or wants nothing any more. */
    void settle(ConnectionId connection) {
        owed.remove(connection);
        turns.remove(connection);
    }

    /** Tries each once more. */
    void run(List<Errand> errands, Instant noPostAfter) {
        List<Parcel> parcels = new ArrayList<>();
        for (Errand errand : errands) {
            errand.frames()
                    .parcelFor(errand.subscription())
                    .ifPresentOrElse(parcels::add, () -> settle(errand.owed().connection()));
        }
        Map<ConnectionId, Outcome> outcomes = tools.courier().deliver(parcels, Duration.ZERO, noPostAfter);
        Map<ConnectionId, Errand> byConnection =
                errands.stream().collect(toMap(errand -> errand.owed().connection(), errand -> errand));
        List<ConnectionId> gone = new ArrayList<>();
        byConnection.forEach((connection, errand) -> {
            @Nullable Outcome outcome = outcomes.get(connection);
            if (outcome != null) {
                sort(errand, outcome, gone);
                closeIfTooSlow(errand.owed(), gone);
            }
        });
        tools.remove(gone, noPostAfter);
    }

    /** Draws the consequence of an outcome, for a connection in this lane or not. */
    void sort(Errand errand, Outcome outcome, List<ConnectionId> gone) {
        ConnectionId connection = errand.owed().connection();
        switch (outcome) {
            case Outcome.Done done -> settle(connection);
            case Outcome.Unfinished unfinished -> {
                long after = unfinished.through() == 0
                        ? errand.owed().after()
                        : errand.frames().offsetAfter(unfinished.through());
                putAside(new Owed(connection, after, since(errand.owed())));
            }
            case Outcome.Gone nowhere -> {
                if (errand.subscription().mayBeConnecting(tools.now())) {
                    putAside(errand.owed());
                } else {
                    settle(connection);
                    gone.add(connection);
                }
            }
        }
    }

    /** With so many put aside, it is API Gateway that throttles us: nobody's fault, and no reason to close anyone. */
    private Instant since(Owed one) {
        return size() > tools.settings().maxOwed() ? tools.now() : one.since();
    }

    private void putAside(Owed one) {
        owed.put(one.connection(), one);
        int failures = turnOf(one.connection()).failures();
        long longestMillis = FIRST_REST.toMillis() << Math.min(failures, MOST_DOUBLINGS);
        long restMillis = ThreadLocalRandom.current().nextLong(longestMillis / 2, longestMillis + 1);
        turns.put(one.connection(), new Turn(failures + 1, tools.now().plusMillis(restMillis)));
    }

    private void closeIfTooSlow(Owed one, List<ConnectionId> gone) {
        if (contains(one.connection())
                && tools.now().isAfter(one.since().plus(tools.settings().slowAfter()))) {
            LOG.info("Closing {}, which takes nothing", one.connection());
            tools.poster().close(one.connection());
            settle(one.connection());
            gone.add(one.connection());
        }
    }

    private Turn turnOf(ConnectionId connection) {
        return turns.getOrDefault(connection, new Turn(0, Instant.MIN));
    }
}
