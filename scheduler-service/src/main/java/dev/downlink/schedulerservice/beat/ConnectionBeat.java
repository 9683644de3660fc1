package dev.downlink.schedulerservice.beat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;

import dev.downlink.concurrent.EventLoop;
import dev.downlink.concurrent.EventLoops;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.OpenConnections;
import dev.downlink.connection.OpenConnections.OpenConnection;
import dev.downlink.delivery.ConnectionCleanup;
import dev.downlink.delivery.Disconnector;
import dev.downlink.delivery.post.ConnectionActivity;
import dev.downlink.delivery.post.ConnectionActivity.Activity;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.protocol.Push;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: sends a beat to connections that were quiet, and asks old ones to reconnect. Each is due at a time of its own, so
 * both are spread over time; what a run does not get done, a later one does.
 */
@Singleton
final class ConnectionBeat {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionBeat.class);

    /** Centrifuge's ping: it is not answered, since the connect reply has no {@code pong}. */
    private static final Frame BEAT = new Frame("{}".getBytes(UTF_8));

    private static final Push.Disconnected RECONNECT = new Push.Disconnected(3011, "force reconnect");

    private static final int LOOKS_PER_SECOND = 100;
    /** API Gateway accepts 500 new connections a second; more than this only if a run would not get done otherwise. */
    private static final int RECONNECTS_PER_SECOND = 10;

    private final OpenConnections open;
    private final ConnectionRepository connections;
    private final ConnectionCleanup cleanup;
    private final ConnectionActivity activity;
    private final ConnectionPoster poster;
    private final Disconnector disconnector;
    private final ParallelExecutor parallel;
    private final EventLoops loops;
    private final BeatPlan plan;
    private final Duration stretch;

    ConnectionBeat(
            OpenConnections open,
            ConnectionRepository connections,
            ConnectionCleanup cleanup,
            ConnectionActivity activity,
            ConnectionPoster poster,
            ParallelExecutor parallel,
            EventLoops loops,
            BeatSettings settings) {
        this.open = open;
        this.connections = connections;
        this.cleanup = cleanup;
        this.activity = activity;
        this.poster = poster;
        this.disconnector = new Disconnector(poster);
        this.parallel = parallel;
        this.loops = loops;
        this.plan = new BeatPlan(settings);
        // Two thirds: the function's timeout is an interval, and the next run begins then.
        this.stretch = settings.interval().multipliedBy(2).dividedBy(3);
    }

    /** @param scheduled which run it is: a repetition has the same turn */
    BeatResult run(Instant scheduled) {
        EventLoop loop = loops.create();
        Instant now = loop.now();
        BeatTally tally = new BeatTally();
        Pace pace = new Pace(loop, stretch);
        List<OpenConnection> old = old(now.plus(stretch));
        List<OpenConnection> turn = turn(scheduled, now);
        turn.removeAll(Set.copyOf(old));
        int postponed = pace.run(Stream.concat(
                pace.spread(old, RECONNECTS_PER_SECOND, one -> reconnect(one.id(), tally)),
                pace.spread(turn, LOOKS_PER_SECOND, one -> look(one.id(), loop, tally))));
        cleanup.remove(tally.gone());
        BeatResult result = tally.result(postponed);
        if (!old.isEmpty() || !turn.isEmpty()) {
            LOG.info("looked at {} connections and asked {} to reconnect: {}", turn.size(), old.size(), result);
        }
        return result;
    }

    /** Connections that are due to reconnect, those that are due first first. */
    private List<OpenConnection> old(Instant until) {
        return open.openedBetween(plan.oldest(until), plan.newestToReconnect(until)).stream()
                .flatMap(group -> open.of(group).stream())
                .filter(one -> one.openedAt().isAfter(plan.oldest(until)))
                .filter(one -> !plan.reconnectAt(one).isAfter(until))
                .sorted(Comparator.comparing(plan::reconnectAt))
                .toList();
    }

    /** The connections whose turn it is; one that has just been opened cannot have been quiet for long. */
    private List<OpenConnection> turn(Instant scheduled, Instant now) {
        return open.openedBetween(plan.oldest(now), now).stream()
                .filter(group -> plan.isTurnOf(group, scheduled))
                .flatMap(group -> open.of(group).stream())
                .filter(one -> plan.isQuiet(one.openedAt(), now))
                .collect(toCollection(ArrayList::new));
    }

    private CompletionStage<Runnable> reconnect(ConnectionId connection, BeatTally tally) {
        return parallel.submit(() -> connections.find(connection))
                .thenCompose(this::disconnect)
                .handle((ended, failure) -> failure == null ? () -> tally.reconnect(ended) : tally::failed);
    }

    private CompletionStage<Boolean> disconnect(Optional<Connection> found) {
        return found.map(client -> disconnector.disconnect(client.id(), client.dialect(), RECONNECT))
                .orElseGet(() -> CompletableFuture.completedFuture(true));
    }

    private CompletionStage<Runnable> look(ConnectionId connection, EventLoop loop, BeatTally tally) {
        return activity.find(connection).thenCompose(found -> switch (found) {
            case Activity.Gone gone -> CompletableFuture.completedStage(() -> tally.gone(connection));
            case Activity.Open last ->
                plan.isQuiet(last.lastActiveAt(), loop.now())
                        ? beat(connection, tally)
                        : CompletableFuture.completedStage(() -> {});
            // A beat too many does no harm.
            case Activity.Unknown unknown -> beat(connection, tally);
        });
    }

    private CompletionStage<Runnable> beat(ConnectionId connection, BeatTally tally) {
        return poster.post(connection, BEAT).thenApply(result -> () -> tally.beat(connection, result));
    }
}
