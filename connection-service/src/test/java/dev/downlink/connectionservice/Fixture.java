package dev.downlink.connectionservice;

import dev.downlink.TestClock;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Namespace;
import dev.downlink.channel.NamespaceOptions;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Credentials;
import dev.downlink.connection.InMemoryConnections;
import dev.downlink.connection.InMemorySubscriptions;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connection.TestClient;
import dev.downlink.connectionservice.token.TokenVerifier;
import dev.downlink.connectionservice.token.Tokens;
import dev.downlink.delivery.TestDelivery;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.publish.ClientPublisher;
import dev.downlink.publish.Publisher;
import dev.downlink.session.Caller;
import dev.downlink.session.FrameProcessor;
import dev.downlink.session.Session;
import dev.downlink.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The services of this module over stores in memory, and what a test needs to say to them. */
final class Fixture {

    static final ConnectionId ANN = new ConnectionId("L0SM9cOFvHcCAnn=");
    static final ConnectionId BOB = new ConnectionId("L0SM9cOFvHcCBob=");

    final TestClock clock = new TestClock();
    final TestDelivery delivery = new TestDelivery(clock);
    final InMemorySubscriptions subscriptions = delivery.subscriptions;
    final InMemoryConnections connections = delivery.connections;
    final ChannelHistory history = delivery.history;
    final TokenVerifier tokens = Tokens.verifier(clock);
    final Admission admission;
    final FrameProcessor frames;

    /** What the function has left when a frame comes in. */
    Duration remaining = Duration.ofSeconds(10);

    private final ChannelRules rules;
    private final Publisher publisher;

    Fixture() {
        this(rules(false), Between.NONE);
    }

    Fixture(ChannelRules rules) {
        this(rules, Between.NONE);
    }

    /** Puts something between the services and their stores. */
    interface Between {
        Between NONE = new Between() {};

        default ChannelHistory wrap(ChannelHistory history) {
            return history;
        }

        default SubscriptionRepository wrap(SubscriptionRepository subscriptions) {
            return subscriptions;
        }
    }

    Fixture(ChannelRules rules, Between wrapper) {
        this.rules = rules;
        ChannelHistory seenHistory = wrapper.wrap(history);
        SubscriptionRepository seenSubscriptions = wrapper.wrap(subscriptions);
        this.publisher = delivery.publisher(seenHistory);
        ChannelLimit limit = new ChannelLimit(rules, seenSubscriptions);
        Subscriber subscriber =
                new Subscriber(seenSubscriptions, limit, seenHistory, new MissedPublications(seenHistory), clock);
        ParallelExecutor parallel = new ParallelExecutor();
        Authenticator authenticator = new Authenticator(rules, tokens);
        this.admission = new Admission(rules, authenticator, connections, limit, subscriber, parallel);
        JoinLeave joinLeave = new JoinLeave(seenSubscriptions, delivery.joinLeave());
        ConnectionCommands commands = new ConnectionCommands(
                rules,
                limit,
                new SessionStart(
                        rules,
                        authenticator,
                        connections,
                        seenSubscriptions,
                        limit,
                        subscriber,
                        joinLeave,
                        parallel,
                        clock),
                new ClientSubscriptions(rules, seenSubscriptions, authenticator, subscriber, joinLeave, clock),
                new ConnectionRefresh(connections, authenticator, clock),
                new SubscriptionRefresh(seenSubscriptions, authenticator, clock),
                new HistoryReader(rules, seenSubscriptions, seenHistory),
                new PresenceReader(rules, seenSubscriptions, new ChannelPresence(seenSubscriptions)));
        ClientPublisher clientPublisher = new ClientPublisher(rules, seenSubscriptions, publisher);
        this.frames = new FrameProcessor(connections, new Session(connections, clientPublisher, commands, parallel));
    }

    /** Anyone may do anything in {@code open:}, logged-in clients in {@code member:}, nobody in {@code closed:}; nobody need recover in {@code unforced:}. */
    static ChannelRules rules(boolean insecure) {
        return rules(insecure, List.of());
    }

    static ChannelRules rules(boolean insecure, List<String> connectChannels) {
        return rules(insecure, connectChannels, 128);
    }

    static ChannelRules limitedTo(int channels, String... connectChannels) {
        return rules(false, List.of(connectChannels), channels);
    }

    private static ChannelRules rules(boolean insecure, List<String> connectChannels, int channelLimit) {
        Map<String, Namespace> namespaces = Map.of(
                "open", namespace("open", 5, true, true),
                "member", namespace("member", 5, true, false),
                "closed", namespace("closed", 5, false, false),
                "vehicle", namespace("vehicle", 0, true, true),
                "unforced", namespace("unforced", 5, false, true, true),
                "", namespace("", 5, true, true));
        return new ChannelRules(
                namespaces,
                new ChannelRules.ConnectRules(
                        connectChannels.stream().map(ChannelName::new).toList(),
                        Map.of("VehicleID", "vehicle", "Member", "member")),
                channelLimit,
                new ChannelRules.TokenKeys(null, null, null, null, null, null),
                new ChannelName("open:lobby"),
                insecure,
                null,
                null,
                Map.of());
    }

    private static Namespace namespace(String name, int historySize, boolean clients, boolean anonymous) {
        return namespace(name, historySize, historySize > 0, clients, anonymous);
    }

    private static Namespace namespace(
            String name, int historySize, boolean forceRecovery, boolean clients, boolean anonymous) {
        return new Namespace(
                name,
                historySize > 0,
                historySize,
                Duration.ofHours(1),
                forceRecovery,
                clients,
                anonymous,
                false,
                clients,
                anonymous,
                clients,
                clients,
                2,
                Duration.ofSeconds(1),
                options(anonymous));
    }

    private static NamespaceOptions options(boolean anonymous) {
        NamespaceOptions defaults = NamespaceOptions.DEFAULT;
        return new NamespaceOptions(
                defaults.joinLeave(),
                defaults.forcePushJoinLeave(),
                defaults.historyMetaTtl(),
                defaults.recovery(),
                defaults.delta(),
                defaults.allowTagsFilter(),
                defaults.allowUserLimitedChannels(),
                defaults.allowPresenceForClient(),
                anonymous,
                defaults.allowHistoryForClient(),
                anonymous,
                defaults.names(),
                defaults.publicationDataFormat(),
                defaults.proxies());
    }

    /** A connection as {@code $connect} leaves it. */
    void connected(ConnectionId id) {
        connections.open(new TestClient(id, clock.instant()).connection());
    }

    /** A connection that has a Centrifuge session. */
    void inSession(ConnectionId id) {
        connected(id);
        connections.identify(id, Dialect.CENTRIFUGE, "", null, Credentials.NONE);
    }

    String send(ConnectionId from, String... objects) {
        Deadline deadline = Deadline.after(remaining, clock);
        return frames.answer(new Caller(from, "L0SM9cOFvHcCIhw=", "$default"), String.join("\n", objects), deadline);
    }

    void publish(String channel, String... data) {
        publish(channel, Map.of(), data);
    }

    void publish(String channel, Map<String, String> tags, String... data) {
        for (String datum : data) {
            publisher.publish(channel(channel), new Draft(new Json(datum), null, tags, null));
        }
    }

    String epoch(String channel) {
        return head(channel).epoch();
    }

    StreamPosition head(String channel) {
        return history.head(channel(channel));
    }

    long fromOffset(ConnectionId connection, String channel) {
        return subscription(connection, channel).fromOffset();
    }

    Subscription subscription(ConnectionId connection, String channel) {
        return subscriptions.find(connection, channel(channel)).orElseThrow();
    }

    boolean subscribes(ConnectionId connection, String channel) {
        return subscriptions.contains(connection, channel(channel));
    }

    /** The frames that were posted to a connection. */
    List<String> received(ConnectionId connection) {
        return delivery.poster.received(connection);
    }

    private Channel channel(String name) {
        return rules.find(new ChannelName(name)).orElseThrow();
    }
}
