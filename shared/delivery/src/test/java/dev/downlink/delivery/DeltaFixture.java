package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.Channel;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.DeltaState;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionTerms;
import dev.downlink.history.Draft;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Subscribers with delta in {@code chat:lobby}, and what they receive. */
final class DeltaFixture {

    static final String CHANGE = "\"delta\":true";

    final DeliveryFixture base = new DeliveryFixture();
    final Channel lobby = base.lobby;
    private int published;

    ConnectionId subscriber(String name, DeltaState state) {
        ConnectionId id = base.connect(name);
        Instant expires = base.now().plus(Duration.ofHours(1));
        base.subscriptions.add(
                new Subscription(
                                lobby.name(),
                                id,
                                Dialect.CENTRIFUGE,
                                Framing.LINES,
                                "",
                                null,
                                base.history.head(lobby).offset(),
                                false,
                                expires)
                        .withOptions(PushOptions.DEFAULT.withDelta(state))
                        .withTerms(new SubscriptionTerms(1, null, null)),
                1);
        return id;
    }

    void publish(int count) {
        for (int n = 0; n < count; n++) {
            base.publisher.publish(lobby, draft().eligibleForDelta());
        }
    }

    Draft draft() {
        return Draft.of(new Json("{\"n\":%d,\"text\":\"%s\"}".formatted(published++, "a".repeat(60))));
    }

    /** What each frame is: {@code whole} or {@code change}, of a client that could decode them all. */
    List<String> received(ConnectionId id) {
        DeltaClient client = new DeltaClient(0);
        List<String> frames = base.gateway.received(id);
        frames.forEach(client::receive);
        client.decoded()
                .forEach((offset, json) -> assertThat(base.history.read(lobby.name(), at(offset - 1), offset))
                        .singleElement()
                        .satisfies(one -> assertThat(one.data()).isEqualTo(json)));
        return frames.stream()
                .flatMap(String::lines)
                .map(line -> line.contains(CHANGE) ? "change" : "whole")
                .toList();
    }

    private StreamPosition at(long offset) {
        return new StreamPosition(offset, base.history.head(lobby).epoch());
    }
}
