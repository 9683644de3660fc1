package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.TestRules;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.InMemoryConnections;
import dev.downlink.connection.InMemorySubscriptions;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.RecordingPoster;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.history.InMemoryChannelHistory;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.publish.Publisher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything that publishes and delivers, over the fakes. */
final class FanOutFixture {

    static final ChannelName LOBBY = new ChannelName("chat:lobby");
    static final ChannelName TRAIN = new ChannelName("vehicle:1");
    static final FanOutSettings QUICK = new FanOutSettings(
            Duration.ofSeconds(1),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(20),
            Duration.ofSeconds(4),
            3,
            8,
            4,
            5);

    /** Closes who takes nothing for a moment. */
    static final FanOutSettings IMPATIENT = new FanOutSettings(
            QUICK.lease(),
            QUICK.leaseMargin(),
            QUICK.handOverReserve(),
            QUICK.patience(),
            Duration.ofMillis(200),
            3,
            8,
            4,
            5);

    private static final Pattern OFFSET = Pattern.compile("\"offset\":(\\d+)");

    final Clock clock;
    final ChannelRules rules = TestRules.of(TestRules.withHistory("chat", 1), TestRules.withoutHistory("vehicle", 1));
    final InMemorySubscriptions subscriptions;
    final InMemoryConnections connections;
    final InMemoryChannelHistory log;
    final InMemoryDeliveryLedger ledger;
    final RecordingPoster poster = new RecordingPoster();
    final RecordingFanOutTrigger trigger = new RecordingFanOutTrigger();
    final ParallelExecutor parallel = new ParallelExecutor();
    final FanOutSettings settings;
    final Publisher publisher;
    final FanOutWorker worker;

    FanOutFixture(Clock clock) {
        this(clock, QUICK);
    }

    FanOutFixture(Clock clock, FanOutSettings settings) {
        this.clock = clock;
        this.subscriptions = new InMemorySubscriptions(clock);
        this.connections = new InMemoryConnections(subscriptions, clock);
        this.log = new InMemoryChannelHistory(clock);
        this.ledger = new InMemoryDeliveryLedger(clock);
        this.publisher = new Publisher(rules, log, new CatchUpRequests(ledger, trigger, clock), trigger, clock);
        this.settings = settings;
        this.worker = worker(poster);
    }

    FanOutWorker worker(ConnectionPoster otherPoster) {
        return worker(otherPoster, connections, subscriptions, log);
    }

    FanOutWorker worker(
            ConnectionPoster otherPoster,
            ConnectionRepository otherConnections,
            SubscriptionRepository otherSubscriptions,
            ChannelHistory otherLog) {
        return new FanOutWorker(
                rules,
                otherConnections,
                otherSubscriptions,
                otherLog,
                ledger,
                otherPoster,
                trigger,
                parallel,
                settings,
                clock);
    }

    /** A connection that was opened an hour ago. */
    ConnectionId connect(String name) {
        ConnectionId id = new ConnectionId(name);
        Instant now = clock.instant();
        connections.open(new Connection(
                id,
                Dialect.CENTRIFUGE,
                Framing.LINES,
                "",
                null,
                true,
                now.minus(Duration.ofHours(1)),
                now.plus(Duration.ofHours(1))));
        return id;
    }

    ConnectionId subscriber(String name, ChannelName channel) {
        ConnectionId id = connect(name);
        subscribe(id, channel, 0, Instant.now(clock).plus(Duration.ofHours(1)));
        return id;
    }

    void subscribe(ConnectionId id, ChannelName channel, long fromOffset, Instant expiresAt) {
        subscriptions.add(
                new Subscription(
                        channel, id, Dialect.CENTRIFUGE, Framing.LINES, "", null, fromOffset, false, expiresAt),
                1);
    }

    void publish(ChannelName channel, int count) {
        for (int n = 0; n < count; n++) {
            publisher.publish(channel, Draft.of(new Json("{\"n\":" + n + "}")));
        }
    }

    /** Runs what was triggered, as Lambda would, until nothing more is. */
    void runAll() {
        int invocation = 0;
        for (List<FanOutTask> tasks = trigger.take(); !tasks.isEmpty(); tasks = trigger.take()) {
            for (FanOutTask task : tasks) {
                worker.run(task, "invocation-" + invocation++, clock.instant().plusSeconds(60));
            }
        }
    }

    /** The offsets that a connection received, in order. */
    List<Long> offsets(ConnectionId connection) {
        return offsets(poster.received(connection));
    }

    static List<Long> offsets(List<String> frames) {
        Matcher matcher = OFFSET.matcher(String.join("\n", frames));
        return matcher.results().map(match -> Long.parseLong(match.group(1))).toList();
    }
}
