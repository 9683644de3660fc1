package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.Channel;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.FanOutTask.CatchUp;
import dev.downlink.history.Draft;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger.Claim;
import dev.downlink.ledger.Progress;
import dev.downlink.ledger.SlowConsumer;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilteredDeliveryTest {

    private final DeliveryFixture fixture = new DeliveryFixture();
    private final Channel lobby = fixture.lobby;
    private final Channel train = fixture.train;

    @Test
    void pushesOnlyWhatTheFilterMatches() {
        ConnectionId everything = fixture.subscriber("a", lobby);
        ConnectionId lineA = filtering("b", lobby, "A");
        ConnectionId sameFilter = filtering("c", lobby, "A");
        ConnectionId nothing = filtering("d", lobby, "Z");

        publish(lobby, "A", "C", "A", "C");

        assertThat(fixture.offsets(everything)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(fixture.offsets(lineA)).containsExactly(1L, 3L);
        assertThat(fixture.offsets(sameFilter)).containsExactly(1L, 3L);
        assertThat(fixture.gateway.posts(nothing)).isZero();
    }

    @Test
    void pushesEverythingIfTheStoredFilterCannotBeRead() {
        ConnectionId unreadable = subscriber("a", lobby, new Json("{\"cmp\":\"unknown\"}"));

        publish(lobby, "A", "C");

        assertThat(fixture.offsets(unreadable)).containsExactly(1L, 2L);
    }

    @Test
    void filtersWithoutHistoryToo() {
        ConnectionId everything = fixture.subscriber("a", train);
        ConnectionId lineA = filtering("b", train, "A");
        ConnectionId nothing = filtering("c", train, "Z");

        publish(train, "A", "C");

        assertThat(fixture.gateway.received(everything)).hasSize(2);
        assertThat(fixture.gateway.received(lineA)).hasSize(1);
        assertThat(fixture.gateway.posts(nothing)).isZero();
    }

    @Test
    void filtersInWorkersOfLargeAudiences() {
        fixture.subscribers(201, train);
        ConnectionId lineA = filtering("x", train, "A");
        ConnectionId nothing = filtering("y", train, "Z");

        publish(train, "A", "C");
        fixture.runTriggered();

        assertThat(fixture.gateway.received(lineA)).hasSize(1);
        assertThat(fixture.gateway.posts(nothing)).isZero();
    }

    /** More than one range of what it missed matches nothing: it must not lose its place meanwhile. */
    @Test
    void aSlowConsumerPassesRangesOfWhichItWantsNothing() {
        ConnectionId slow = filtering("a", lobby, "A");
        int last = 2 * DeliveryFixture.SETTINGS.rangeSize() + 1;
        List<Draft> drafts = new ArrayList<>(Collections.nCopies(last - 1, draft("C")));
        drafts.add(draft("A"));
        fixture.ledger.advance(
                lobby,
                fixture.history.append(lobby, drafts, fixture.now()).getLast().position());
        ChannelShard shard = new ChannelShard(lobby.name(), 0);
        Claim.Acquired earlier = (Claim.Acquired) fixture.ledger.acquire(shard, "earlier", Duration.ofSeconds(10));
        fixture.ledger.abandon(
                earlier.lease(),
                new Progress(
                        new StreamPosition(last, earlier.lease().epoch()),
                        null,
                        List.of(new SlowConsumer(slow, 0, fixture.now(), fixture.now()))));

        fixture.worker.run(new CatchUp(shard), "next", fixture.now().plusSeconds(30));

        assertThat(fixture.offsets(slow)).containsExactly((long) last);
    }

    private void publish(Channel channel, String... lines) {
        for (String line : List.of(lines)) {
            fixture.publisher.publish(channel, draft(line));
        }
    }

    private static Draft draft(String line) {
        return new Draft(new Json("1"), null, Map.of("line", line), null);
    }

    private ConnectionId filtering(String name, Channel channel, String line) {
        return subscriber(name, channel, new Json("{\"key\":\"line\",\"cmp\":\"eq\",\"val\":\"" + line + "\"}"));
    }

    private ConnectionId subscriber(String name, Channel channel, Json filter) {
        ConnectionId id = fixture.connect(name);
        fixture.subscriptions.add(
                new Subscription(
                                channel.name(),
                                id,
                                Dialect.CENTRIFUGE,
                                Framing.LINES,
                                "",
                                null,
                                0,
                                false,
                                fixture.now().plus(Duration.ofHours(1)))
                        .withOptions(new PushOptions(filter, false)),
                channel.shards());
        return id;
    }
}
