package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.Channel;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.DeltaState;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionTerms;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.delivery.simulation.SimulatedConnections;
import dev.downlink.delivery.simulation.Simulation;
import dev.downlink.protocol.Codec;
import dev.downlink.protocol.DeltaPublications;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Push;
import dev.downlink.protocol.StreamPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Subscribes clients with delta, as the session does. */
final class DeltaSession {

    private final Simulation simulation;
    private final Calamities calamities;
    private final SimulatedConnections gateway;
    private final SimulatedStores stores;
    private final Channel channel;
    private final boolean joining;

    /** @param joining whether nothing is pushed before the reply */
    DeltaSession(
            Simulation simulation,
            Calamities calamities,
            SimulatedConnections gateway,
            SimulatedStores stores,
            Channel channel,
            boolean joining) {
        this.simulation = simulation;
        this.calamities = calamities;
        this.gateway = gateway;
        this.stores = stores;
        this.channel = channel;
        this.joining = joining;
    }

    /**
     * The session's recipe. What was posted before the reply, a client reads first.
     *
     * @return false if the client did not get the reply in time
     */
    boolean subscribe(ConnectionId id, DeltaClient client, StreamPosition from, Random random) {
        Instant expires = simulation.now().plus(Connection.LIFETIME).minus(Duration.ofMinutes(10));
        Instant opened = simulation.now().minus(Duration.ofMinutes(10));
        stores.connections()
                .open(new Connection(id, Dialect.CENTRIFUGE, Framing.LINES, "", null, true, opened, expires));
        DeltaState state = joining ? new DeltaState.Joining(simulation.now()) : new DeltaState.On();
        Subscription subscription = new Subscription(
                        channel.name(), id, Dialect.CENTRIFUGE, Framing.LINES, "", null, 0, false, expires)
                .withOptions(PushOptions.DEFAULT.withDelta(state))
                .withTerms(new SubscriptionTerms(1, null, null));
        stores.subscriptions().add(subscription.from(head().offset()), channel.shards());
        simulation.sleep(Duration.ofMillis(random.nextInt(50)));
        StreamPosition head = head();
        stores.subscriptions().add(subscription.from(head.offset()), channel.shards());
        List<Publication> missed = stores.history().get().read(channel.name(), from, head.offset());
        simulation.sleep(Duration.ofMillis(random.nextInt(200)));
        String reply = Codec.of(Dialect.CENTRIFUGE).encode(new Push.Message(new Json("\"" + id + "\"")));
        if (!accepted(id, reply)) {
            return false;
        }
        assertThat(gateway.received(id)).as("%s: nothing before the reply", id).containsExactly(reply);
        client.apply(DeltaPublications.chain(missed));
        simulation.sleep(Duration.ofMillis(random.nextInt(200)));
        // Where a function dies before, the subscription ends with the next publication.
        return calamities.happens(random, 0.1) || stores.subscriptions().markJoined(id, channel.name(), 1);
    }

    private boolean accepted(ConnectionId id, String reply) {
        CompletableFuture<PostResult> result = gateway.post(
                        id, new Frame(reply.getBytes(StandardCharsets.UTF_8), false))
                .toCompletableFuture();
        while (!result.isDone()) {
            simulation.sleep(Duration.ofMillis(1));
        }
        return result.join() instanceof PostResult.Delivered;
    }

    private StreamPosition head() {
        return stores.history().get().head(channel);
    }
}
