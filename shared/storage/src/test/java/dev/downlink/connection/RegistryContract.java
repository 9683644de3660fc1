package dev.downlink.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.SubscriptionRepository.Added;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What both halves of every registry do. */
public abstract class RegistryContract {

    private static final ChannelName LOBBY = new ChannelName("chat:lobby");
    private static final ChannelName TRAIN = new ChannelName("vehicle:040100_A..S58R");

    protected final TestClock clock = new TestClock();
    private ConnectionRepository connections;
    private SubscriptionRepository subscriptions;

    /** Both over the same, empty store. */
    public record Registry(ConnectionRepository connections, SubscriptionRepository subscriptions) {}

    protected abstract Registry empty();

    @BeforeEach
    void setUp() {
        Registry registry = empty();
        connections = registry.connections();
        subscriptions = registry.subscriptions();
    }

    @Test
    void findsWhatWasOpened() {
        Connection connection = open("L0SM9cOFvHcCIhw=");

        assertThat(connections.find(connection.id())).contains(connection);
        assertThat(connections.find(id("other"))).isEmpty();
    }

    @Test
    void forgetsAConnectionThatHasExpired() {
        Connection connection = open("a");
        clock.advance(Duration.ofHours(3));

        assertThat(connections.find(connection.id())).isEmpty();
    }

    @Test
    void identifiesAConnectionAndItsSubscriptions() {
        Connection connection = open("a");
        subscribe("a", LOBBY, 7);

        ConnectionRepository.Identified identified = connections
                .identify(connection.id(), Dialect.CENTRIFUGE, "ann", new Json("{\"name\":\"Ann\"}"), Credentials.NONE)
                .orElseThrow();

        assertThat(identified.channels()).containsExactly(LOBBY);
        assertThat(identified.connection())
                .isEqualTo(new Connection(
                        connection.id(),
                        Dialect.CENTRIFUGE,
                        Framing.LINES,
                        "ann",
                        new Json("{\"name\":\"Ann\"}"),
                        true,
                        connection.connectedAt(),
                        connection.expiresAt()));
        assertThat(connections.find(connection.id())).contains(identified.connection());
        assertThat(page(LOBBY, 0, null, 10))
                .containsExactly(new Subscription(
                        LOBBY,
                        connection.id(),
                        Dialect.CENTRIFUGE,
                        Framing.LINES,
                        "ann",
                        new Json("{\"name\":\"Ann\"}"),
                        7,
                        false,
                        connection.expiresAt()));
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheFramingOfAnActionClient(Framing framing) {
        Instant expiresAt = clock.instant().plus(Duration.ofHours(2));
        Connection connection =
                new Connection(id("a"), Dialect.ACTION, framing, "", null, false, clock.instant(), expiresAt);
        Subscription subscription =
                new Subscription(LOBBY, id("a"), Dialect.ACTION, framing, "", null, 0, false, expiresAt);

        connections.open(connection);
        subscriptions.add(subscription, 1);

        assertThat(connections.find(id("a"))).contains(connection);
        assertThat(page(LOBBY, 0, null, 10)).containsExactly(subscription);
    }

    @ParameterizedTest
    @EnumSource
    void splitsFramesOfCentrifugeClientsAlways(Framing framing) {
        Instant expiresAt = clock.instant().plus(Duration.ofHours(2));
        connections.open(new Connection(id("a"), Dialect.ACTION, framing, "", null, false, clock.instant(), expiresAt));
        subscriptions.add(new Subscription(LOBBY, id("a"), Dialect.ACTION, framing, "", null, 0, false, expiresAt), 1);

        connections.identify(id("a"), Dialect.CENTRIFUGE, "ann", null, Credentials.NONE);

        assertThat(connections.find(id("a"))).map(Connection::framing).contains(Framing.LINES);
        assertThat(page(LOBBY, 0, null, 10)).extracting(Subscription::framing).containsExactly(Framing.LINES);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void remembersWhichSideSubscribedLast(boolean serverSide) {
        Connection connection = open("a");
        for (boolean side : List.of(!serverSide, serverSide)) {
            subscriptions.add(
                    new Subscription(
                            LOBBY, id("a"), Dialect.ACTION, Framing.SINGLE, "", null, 0, side, connection.expiresAt()),
                    1);
        }
        connections.identify(id("a"), Dialect.CENTRIFUGE, "ann", null, Credentials.NONE);

        assertThat(subscriptions.find(id("a"), LOBBY, 0))
                .map(Subscription::serverSide)
                .contains(serverSide);
        assertThat(page(LOBBY, 0, null, 10))
                .extracting(Subscription::serverSide)
                .containsExactly(serverSide);
    }

    @Test
    void keepsThePushOptionsOfASubscription() {
        Connection connection = open("a");
        PushOptions options = new PushOptions(new Json("{\"key\":\"line\",\"cmp\":\"eq\",\"val\":\"A\"}"), true);
        subscribe(connection, LOBBY, options, JoinState.PENDING);

        connections.identify(connection.id(), Dialect.CENTRIFUGE, "ann", null, Credentials.NONE);

        assertThat(page(LOBBY, 0, null, 10)).extracting(Subscription::options).containsExactly(options);
        assertThat(subscriptions.find(connection.id(), LOBBY, 0))
                .map(Subscription::options)
                .contains(options);
    }

    @Test
    void endsTheJoiningOfTheCommandsOwnSubscription() {
        Connection connection = open("a");
        Instant since = connection.connectedAt();
        PushOptions joining = PushOptions.DEFAULT.withDelta(new DeltaState.Joining(since));
        Subscription subscription =
                subscribe(connection, LOBBY, joining, JoinState.UNTOLD).withTerms(new SubscriptionTerms(5, null, null));
        subscriptions.add(subscription, 1);
        assertThat(page(LOBBY, 0, null, 10)).containsExactly(subscription);

        assertThat(subscriptions.markJoined(connection.id(), LOBBY, 4)).isFalse();
        assertThat(page(LOBBY, 0, null, 10)).containsExactly(subscription);
        assertThat(subscriptions.markJoined(connection.id(), LOBBY, 5)).isTrue();
        assertThat(page(LOBBY, 0, null, 10))
                .containsExactly(subscription.withOptions(PushOptions.DEFAULT.withDelta(new DeltaState.On())));

        subscriptions.remove(connection.id(), LOBBY);
        assertThat(subscriptions.markJoined(connection.id(), LOBBY, 5)).isFalse();
        assertThat(page(LOBBY, 0, null, 10)).isEmpty();
    }

    @Test
    void returnsWhatItRemoves() {
        Connection connection = open("a");
        Subscription subscription = subscribe(connection, LOBBY, PushOptions.DEFAULT, JoinState.PENDING);

        assertThat(subscriptions.remove(connection.id(), LOBBY)).contains(subscription);
        assertThat(subscriptions.remove(connection.id(), LOBBY)).isEmpty();
    }

    @Test
    void marksASubscriptionAsToldWhileThereIsOne() {
        Connection connection = open("a");
        Subscription subscription = subscribe(connection, LOBBY, PushOptions.DEFAULT, JoinState.PENDING);

        assertThat(subscriptions.markTold(connection.id(), LOBBY)).isTrue();

        assertThat(subscriptions.remove(connection.id(), LOBBY)).contains(subscription.withJoinState(JoinState.TOLD));
        assertThat(subscriptions.markTold(connection.id(), LOBBY)).isFalse();
        assertThat(page(LOBBY, 0, null, 10)).isEmpty();
    }

    @Test
    void returnsTheSubscriptionsOfARemovedConnectionThatOthersWereToldOf() {
        Connection connection = open("a");
        Subscription told = subscribe(connection, LOBBY, PushOptions.DEFAULT, JoinState.PENDING);
        subscriptions.markTold(connection.id(), LOBBY);
        subscribe(connection, TRAIN, PushOptions.DEFAULT, JoinState.PENDING);
        subscribe(connection, new ChannelName("news"), PushOptions.DEFAULT, JoinState.UNTOLD);

        assertThat(connections.remove(connection.id())).containsExactly(told.withJoinState(JoinState.TOLD));
        assertThat(connections.remove(connection.id())).isEmpty();
        assertThat(page(TRAIN, 0, null, 10)).isEmpty();
    }

    @Test
    void doesNotBringBackAConnectionByIdentifyingIt() {
        open("a");
        connections.remove(id("a"));

        assertThat(connections.identify(id("a"), Dialect.CENTRIFUGE, "ann", null, Credentials.NONE))
                .isEmpty();
        assertThat(connections.find(id("a"))).isEmpty();
    }

    @Test
    void removesAConnectionWithAllItsSubscriptionsAndNoOthers() {
        open("a");
        open("b");
        List<ChannelName> many = IntStream.range(0, 30)
                .mapToObj(n -> new ChannelName("route:" + n))
                .toList();
        many.forEach(channel -> subscribe("a", channel, 0));
        subscribe("b", many.getFirst(), 0);

        connections.remove(id("a"));
        connections.remove(id("a"));

        assertThat(connections.find(id("a"))).isEmpty();
        assertThat(subscriptions.channelsOf(id("a"))).isEmpty();
        assertThat(many)
                .allSatisfy(channel -> assertThat(page(channel, 0, null, 10))
                        .extracting(Subscription::connection)
                        .doesNotContain(id("a")));
        assertThat(page(many.getFirst(), 0, null, 10)).hasSize(1);
        assertThat(connections.find(id("b"))).isPresent();
    }

    @Test
    void keepsNoSubscriptionOfAConnectionThatWasRemoved() {
        open("a");
        connections.remove(id("a"));
        subscribe("a", LOBBY, 0);

        assertThat(page(LOBBY, 0, null, 10)).isEmpty();
        assertThat(subscriptions.channelsOf(id("a"))).isEmpty();
    }

    @Test
    void replacesASubscription() {
        open("a");
        subscribe("a", LOBBY, 3);
        subscribe("a", LOBBY, 9);

        assertThat(page(LOBBY, 0, null, 10))
                .extracting(Subscription::fromOffset)
                .containsExactly(9L);
        assertThat(subscriptions.find(id("a"), LOBBY, 0))
                .map(Subscription::fromOffset)
                .contains(9L);
    }

    @Test
    void countsTheChannelsOfAConnection() {
        open("a");
        open("b");
        subscribe("b", LOBBY, 0);

        assertThat(subscriptions.add(subscription("a", LOBBY, 0), 1)).isEqualTo(new Added(false, 1));
        assertThat(subscriptions.add(subscription("a", TRAIN, 0), 1)).isEqualTo(new Added(false, 2));
        assertThat(subscriptions.add(subscription("a", LOBBY, 3), 1)).isEqualTo(new Added(true, 2));

        subscriptions.remove(id("a"), TRAIN);
        assertThat(subscriptions.add(subscription("a", LOBBY, 4), 1)).isEqualTo(new Added(true, 1));

        connections.remove(id("a"));
        assertThat(subscriptions.add(subscription("a", LOBBY, 5), 1)).isEqualTo(new Added(false, 0));
    }

    @Test
    void removesASubscriptionAndOnlyThat() {
        open("a");
        subscribe("a", LOBBY, 0);
        subscribe("a", TRAIN, 0);

        subscriptions.remove(id("a"), LOBBY);
        subscriptions.remove(id("a"), LOBBY);

        assertThat(contains("a", LOBBY, 1)).isFalse();
        assertThat(contains("a", TRAIN, 1)).isTrue();
        assertThat(subscriptions.channelsOf(id("a"))).isEqualTo(Set.of(TRAIN));
    }

    @Test
    void pagesThroughSubscribersInTheOrderOfTheirIds() {
        for (String name : List.of("d", "b", "e", "a", "c")) {
            open(name);
            subscribe(name, LOBBY, 0);
        }

        SubscriberPage first = subscriptions.page(LOBBY, 0, null, 2);
        SubscriberPage second = subscriptions.page(LOBBY, 0, first.next(), 2);
        SubscriberPage third = subscriptions.page(LOBBY, 0, second.next(), 2);
        assertThat(first.subscriptions()).extracting(this::name).containsExactly("a", "b");
        assertThat(second.subscriptions()).extracting(this::name).containsExactly("c", "d");
        assertThat(third.subscriptions()).extracting(this::name).containsExactly("e");
        assertThat(List.of(first.last(), second.last(), third.last())).containsExactly(false, false, true);
    }

    @Test
    void goesOnBehindAPageOfExpiredSubscribers() {
        open("a");
        subscribe("a", LOBBY, 0);
        clock.advance(Duration.ofHours(2));
        open("b");
        subscribe("b", LOBBY, 0);

        SubscriberPage expired = subscriptions.page(LOBBY, 0, null, 1);

        assertThat(expired.subscriptions()).isEmpty();
        assertThat(expired.last()).isFalse();
        assertThat(subscriptions.page(LOBBY, 0, expired.next(), 1).subscriptions())
                .extracting(this::name)
                .containsExactly("b");
    }

    @Test
    void dividesSubscribersAmongShards() {
        List<String> names =
                IntStream.range(0, 40).mapToObj(n -> String.format("c%02d", n)).toList();
        names.forEach(name -> {
            open(name);
            subscriptions.add(subscription(name, LOBBY, 0), 4);
        });

        List<String> found = IntStream.range(0, 4)
                .mapToObj(shard -> page(LOBBY, shard, null, 100))
                .flatMap(List::stream)
                .map(this::name)
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(names);
        assertThat(page(LOBBY, 0, null, 100)).hasSizeLessThan(40);
        assertThat(contains("c07", LOBBY, 4)).isTrue();
    }

    @Test
    void keepsASubscriptionInItsShardWhenThereBecomeMore() {
        int newShard = Subscription.shardOf(id("b"), 4);
        assertThat(newShard).isNotZero();
        open("b");
        subscriptions.add(subscription("b", LOBBY, 3), 1);

        assertThat(contains("b", LOBBY, 4)).isTrue();
        subscriptions.add(subscription("b", LOBBY, 9), 4);
        assertThat(page(LOBBY, 0, null, 10))
                .extracting(Subscription::fromOffset)
                .containsExactly(9L);
        assertThat(page(LOBBY, newShard, null, 10)).isEmpty();

        subscriptions.remove(id("b"), LOBBY);
        assertThat(page(LOBBY, 0, null, 10)).isEmpty();
        assertThat(subscriptions.channelsOf(id("b"))).isEmpty();
    }

    @Test
    void keepsASubscriptionInItsShardWhenThereBecomeFewer() {
        int oldShard = Subscription.shardOf(id("b"), 4);
        open("b");
        subscriptions.add(subscription("b", LOBBY, 3), 4);

        assertThat(contains("b", LOBBY, 1)).isTrue();
        subscriptions.add(subscription("b", LOBBY, 9), 1);

        assertThat(page(LOBBY, 0, null, 10)).isEmpty();
        assertThat(page(LOBBY, oldShard, null, 10))
                .extracting(Subscription::fromOffset)
                .containsExactly(9L);
        assertThat(subscriptions.watched(List.of(LOBBY))).isEqualTo(Map.of(LOBBY, Set.of(oldShard)));

        subscriptions.remove(id("b"), LOBBY);
        assertThat(page(LOBBY, oldShard, null, 10)).isEmpty();
    }

    @Test
    void leavesOutSubscribersThatHaveExpired() {
        open("a");
        subscribe("a", LOBBY, 0);
        clock.advance(Duration.ofHours(3));

        assertThat(page(LOBBY, 0, null, 10)).isEmpty();
        assertThat(contains("a", LOBBY, 1)).isFalse();
    }

    @Test
    void knowsWhichOfManyChannelsAreWatched() {
        List<ChannelName> many = IntStream.range(0, 150)
                .mapToObj(n -> new ChannelName("vehicle:" + n))
                .toList();
        open("a");
        subscribe("a", many.get(3), 0);
        subscribe("a", many.get(149), 0);

        assertThat(subscriptions.watched(many)).isEqualTo(Map.of(many.get(3), Set.of(0), many.get(149), Set.of(0)));
        assertThat(subscriptions.watched(List.of())).isEmpty();
    }

    @Test
    void forgetsThatAShardIsWatchedOnlyWhenNobodyWatchesIt() {
        open("a");
        open("b");
        int shardOfB = Subscription.shardOf(id("b"), 4);
        subscribe("a", TRAIN, 0);
        subscriptions.add(subscription("b", TRAIN, 0), 4);
        assertThat(subscriptions.watched(List.of(TRAIN))).isEqualTo(Map.of(TRAIN, Set.of(0, shardOfB)));

        subscriptions.unwatch(TRAIN, 0);
        assertThat(subscriptions.watched(List.of(TRAIN))).isEqualTo(Map.of(TRAIN, Set.of(0, shardOfB)));

        subscriptions.remove(id("a"), TRAIN);
        subscriptions.unwatch(TRAIN, 0);
        assertThat(subscriptions.watched(List.of(TRAIN))).isEqualTo(Map.of(TRAIN, Set.of(shardOfB)));

        subscriptions.remove(id("b"), TRAIN);
        subscriptions.unwatch(TRAIN, shardOfB);
        assertThat(subscriptions.watched(List.of(TRAIN))).isEmpty();

        subscribe("a", TRAIN, 0);
        assertThat(subscriptions.watched(List.of(TRAIN))).isEqualTo(Map.of(TRAIN, Set.of(0)));
    }

    @Test
    void keepsTheCredentialsOfAConnection() {
        open("a");
        Json info = new Json("{\"name\":\"Ann\"}");
        Credentials first =
                new Credentials(new Json("{\"tenant\":1}"), clock.instant().plusSeconds(60), -7);

        assertThat(connections.identify(id("a"), Dialect.CENTRIFUGE, "ann", info, first))
                .map(identified -> identified.connection().credentials())
                .contains(first);
        assertThat(connections.find(id("a")).orElseThrow().hasOutlivedItsToken(clock.instant()))
                .isFalse();

        Credentials second = new Credentials(null, null, 5);
        assertThat(connections.refresh(id("a"), null, second)).isTrue();
        Connection refreshed = connections.find(id("a")).orElseThrow();
        assertThat(refreshed.credentials()).isEqualTo(second);
        assertThat(refreshed.user()).isEqualTo("ann");
        assertThat(refreshed.info()).isNull();
        assertThat(refreshed.inSession()).isTrue();

        connections.remove(id("a"));
        assertThat(connections.refresh(id("a"), info, first)).isFalse();
        assertThat(connections.find(id("a"))).isEmpty();
    }

    @Test
    void keepsASubscriptionThatALaterCommandMade() {
        open("a");
        subscriptions.add(subscription("a", TRAIN, 0).withTerms(new SubscriptionTerms(6, null, null)), 1);

        subscriptions.remove(id("a"), TRAIN, 5);
        assertThat(contains("a", TRAIN, 1)).isTrue();
        assertThat(subscriptions.channelsOf(id("a"))).containsExactly(TRAIN);

        subscriptions.remove(id("a"), TRAIN, 7);
        assertThat(contains("a", TRAIN, 1)).isFalse();
        assertThat(subscriptions.channelsOf(id("a"))).isEmpty();
    }

    @Test
    void hidesASubscriptionWhoseTokenExpiredAWhileAgo() {
        open("a");
        Instant expiry = clock.instant().plusSeconds(60);
        subscriptions.add(subscription("a", TRAIN, 0).withTerms(new SubscriptionTerms(6, null, expiry)), 1);

        clock.advance(Duration.ofSeconds(84));
        assertThat(contains("a", TRAIN, 1)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(contains("a", TRAIN, 1)).isFalse();
        assertThat(page(TRAIN, 0, null, 10)).isEmpty();
    }

    @Test
    void renewsTheTermsOfASubscriptionThatExists() {
        open("a");
        Instant expiry = clock.instant().plusSeconds(60);
        Json info = new Json("{\"role\":\"host\"}");
        subscriptions.add(subscription("a", TRAIN, 0).withTerms(new SubscriptionTerms(6, info, expiry)), 1);

        for (SubscriptionTerms terms : List.of(
                new SubscriptionTerms(6, null, expiry.plusSeconds(60)),
                new SubscriptionTerms(6, info, expiry.plusSeconds(90)),
                new SubscriptionTerms(6, info, null),
                new SubscriptionTerms(6, null, null))) {
            assertThat(subscriptions.renew(id("a"), TRAIN, terms)).isTrue();
            assertThat(page(TRAIN, 0, null, 10)).extracting(Subscription::terms).containsExactly(terms);
        }
        assertThat(subscriptions.renew(id("a"), LOBBY, SubscriptionTerms.NONE)).isFalse();
        assertThat(contains("a", LOBBY, 1)).isFalse();
    }

    @Test
    void findsConnectionsWhoseTimeIsOver() {
        open("a");
        open("b");
        clock.advance(Duration.ofMinutes(90));
        open("c");
        assertThat(connections.expired(clock.instant(), 10)).isEmpty();

        clock.advance(Duration.ofMinutes(45));
        assertThat(connections.expired(clock.instant(), 1)).hasSize(1);
        assertThat(connections.expired(clock.instant(), 10)).containsExactlyInAnyOrder(id("a"), id("b"));

        connections.remove(id("a"));
        assertThat(connections.expired(clock.instant(), 10)).containsExactly(id("b"));
        connections.remove(id("b"));
        assertThat(connections.expired(clock.instant(), 10)).isEmpty();

        clock.advance(Duration.ofMinutes(90));
        assertThat(connections.expired(clock.instant(), 10)).containsExactly(id("c"));
    }

    @Test
    void doesNotReportAConnectionThatWasRemovedInTime() {
        open("a");
        connections.remove(id("a"));
        clock.advance(Duration.ofHours(3));

        assertThat(connections.expired(clock.instant(), 10)).isEmpty();
    }

    protected Connection open(String name) {
        Instant now = clock.instant();
        Connection connection = new Connection(
                id(name),
                Dialect.ACTION,
                Framing.SINGLE,
                "",
                null,
                false,
                now.plusMillis(123),
                now.plus(Duration.ofHours(2)));
        connections.open(connection);
        return connection;
    }

    private Subscription subscribe(
            Connection connection, ChannelName channel, PushOptions options, JoinState joinState) {
        Subscription subscription = new Subscription(
                        channel,
                        connection.id(),
                        Dialect.ACTION,
                        Framing.SINGLE,
                        "",
                        null,
                        0,
                        false,
                        connection.expiresAt())
                .withOptions(options)
                .withJoinState(joinState);
        subscriptions.add(subscription, 1);
        return subscription;
    }

    private void subscribe(String name, ChannelName channel, long fromOffset) {
        subscriptions.add(subscription(name, channel, fromOffset), 1);
    }

    protected Subscription subscription(String name, ChannelName channel, long fromOffset) {
        return new Subscription(
                channel,
                id(name),
                Dialect.ACTION,
                Framing.SINGLE,
                "",
                null,
                fromOffset,
                false,
                clock.instant().plus(Duration.ofHours(2)));
    }

    private List<Subscription> page(ChannelName channel, int shard, @Nullable ConnectionId after, int limit) {
        return subscriptions.page(channel, shard, after, limit).subscriptions();
    }

    protected static ConnectionId id(String name) {
        return new ConnectionId(name);
    }

    private boolean contains(String name, ChannelName channel, int shards) {
        return subscriptions
                .find(id(name), channel, Subscription.shardOf(id(name), shards))
                .isPresent();
    }

    private String name(Subscription subscription) {
        return subscription.connection().value();
    }
}
