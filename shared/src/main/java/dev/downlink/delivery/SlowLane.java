package dev.downlink.delivery;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.Courier.Outcome;
import dev.downlink.delivery.Progress.Owed;
import dev.downlink.delivery.post.PostResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The connections that a worker put aside because they did not take what it brought. They are brought nothing newer before
 * what they are owed; one that takes nothing for too long while others do is closed, and will recover from the log when it
 * comes back.
 */
final class SlowLane {

    private static final Rests RESTS = new Rests(Duration.ofMillis(200), 3);
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);
    /** How often {@code maxOwed} are put aside at most: the ledger keeps them in one item. */
    private static final int MOST_CROWDS = 10;

    private final WorkerTools tools;
    private final Farewells farewells;
    private final Map<ConnectionId, Owed> owed = new LinkedHashMap<>();
    private final Map<ConnectionId, Turn> turns = new HashMap<>();
    /** What the courier has not returned from; of the page being delivered also those not put aside. */
    private final Map<ConnectionId, Errand> underWay = new HashMap<>();

    private final Map<ConnectionId, Closing> closing = new HashMap<>();
    /** Whether anyone took anything since the last page set out. */
    private boolean anyoneServed;

    private Instant nextProbe = Instant.MIN;

    /** When one is tried again, after so many failures. */
    private record Turn(int failures, Instant at) {}

    private record Closing(Subscription subscription, CompletableFuture<PostResult> result) {}

    /** What a connection has got to and is brought. */
    record Errand(Owed owed, Subscription subscription, Stretch stretch) {

        ConnectionId connection() {
            return owed.connection();
        }
    }

    SlowLane(WorkerTools tools, Farewells farewells, Collection<Owed> owed) {
        this.tools = tools;
        this.farewells = farewells;
        owed.forEach(one -> this.owed.put(one.connection(), one));
    }

    boolean contains(ConnectionId connection) {
        return owed.containsKey(connection);
    }

    boolean isEmpty() {
        return owed.isEmpty();
    }

    List<Owed> all() {
        return List.copyOf(owed.values());
    }

    /** Those to try now, the longest waiting first. They may take half of the posts at once; the rest is the page's. */
    List<Owed> due() {
        Instant now = tools.now();
        int most = Math.max(1, tools.settings().maxInFlight() / 2) - underWay.size();
        return owed.values().stream()
                .filter(one -> !underWay.containsKey(one.connection()) && !closing.containsKey(one.connection()))
                .filter(one -> !turnOf(one.connection()).at().isAfter(now))
                .sorted(Comparator.comparing(one -> turnOf(one.connection()).at()))
                .limit(Math.max(0, most))
                .toList();
    }

    /** Whether pages have to wait: too many are put aside, or nobody takes anything and it is not time to look again. */
    boolean holdsUpPages() {
        return owed.size() > MOST_CROWDS * tools.settings().maxOwed()
                || (isThrottled() && tools.now().isBefore(nextProbe));
    }

    /** With so many put aside and nobody served, it is API Gateway that throttles us, and no reason to close anyone. */
    private boolean isThrottled() {
        return owed.size() > tools.settings().maxOwed() && !anyoneServed;
    }

    /** It has got all that it was owed, or wants nothing any more. */
    void settle(ConnectionId connection) {
        owed.remove(connection);
        turns.remove(connection);
    }

    /** It has got everything up to an offset, so that its patience with us and ours with it begin anew. */
    void advance(ConnectionId connection, long through) {
        owed.put(connection, new Owed(connection, through, tools.now()));
        turns.remove(connection);
    }

    void setOut(Errand errand) {
        underWay.put(errand.connection(), errand);
    }

    /** A page sets out: it will show whether anyone takes anything. */
    void setOut(List<Errand> page) {
        page.forEach(this::setOut);
        anyoneServed &= page.isEmpty();
        nextProbe = tools.now().plus(BETWEEN_PROBES);
    }

    /** The page is over for those who have not answered too. */
    void putAsideUnderWay() {
        underWay.forEach((connection, errand) -> owed.putIfAbsent(connection, errand.owed()));
    }

    /**
     * Draws the consequences of outcomes, for connections in this lane or not.
     *
     * @param until no longer are connections removed that are gone
     */
    void sort(Map<ConnectionId, Outcome> outcomes, Instant until) {
        anyoneServed |= outcomes.values().stream().anyMatch(outcome -> !(outcome instanceof Outcome.Unfinished));
        List<ConnectionId> gone = new ArrayList<>();
        outcomes.forEach((connection, outcome) -> {
            @Nullable Errand errand = underWay.remove(connection);
            if (errand != null) {
                sort(errand, outcome, gone);
            }
        });
        closing.values().removeIf(one -> one.result().isDone() && hasEnded(one, gone));
        tools.remove(gone, until);
    }

    private void sort(Errand errand, Outcome outcome, List<ConnectionId> gone) {
        ConnectionId connection = errand.connection();
        switch (outcome) {
            case Outcome.Done done -> {
                if (contains(connection)) {
                    advance(connection, errand.stretch().through());
                }
            }
            case Outcome.Unfinished unfinished -> {
                long after = unfinished.through() == 0
                        ? errand.owed().after()
                        : errand.stretch().frames().offsetAfter(unfinished.through());
                putAside(errand, after);
            }
            case Outcome.Gone nowhere -> {
                if (errand.subscription().mayBeConnecting(tools.now())) {
                    putAside(errand, errand.owed().after());
                } else {
                    settle(connection);
                    gone.add(connection);
                }
            }
        }
    }

    private void putAside(Errand errand, long after) {
        Instant since = isThrottled() ? tools.now() : errand.owed().since();
        owed.put(errand.connection(), new Owed(errand.connection(), after, since));
        rest(errand.connection());
        if (tools.now().isAfter(since.plus(tools.settings().slowAfter())) && closing.size() < mostClosing()) {
            closing.put(
                    errand.connection(), new Closing(errand.subscription(), farewells.close(errand.subscription())));
        }
    }

    /** A close takes up to two posts' time, which others could use. */
    private int mostClosing() {
        return Math.max(1, tools.settings().maxInFlight() / 4);
    }

    private void rest(ConnectionId connection) {
        int failures = turnOf(connection).failures();
        turns.put(connection, new Turn(failures + 1, tools.now().plus(RESTS.after(failures))));
    }

    /** One that could not be closed stays in this lane. */
    private boolean hasEnded(Closing one, List<ConnectionId> gone) {
        if (Farewells.isClosed(one.subscription(), one.result().join())) {
            settle(one.subscription().connection());
            gone.add(one.subscription().connection());
        }
        return true;
    }

    private Turn turnOf(ConnectionId connection) {
        return turns.getOrDefault(connection, new Turn(0, Instant.MIN));
    }
}
