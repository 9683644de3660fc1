package dev.downlink.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    @Test
    void mayBeConnectingForAsLongAsAHandshakeCanTake() {
        Instant connectedAt = Instant.parse("2026-11-01T12:00:00Z");
        Subscription subscription = new Subscription(
                new ChannelName("chat:lobby"),
                new ConnectionId("L0SM9cOFvHcCIhw="),
                Dialect.ACTION,
                Framing.SINGLE,
                "",
                null,
                0,
                false,
                connectedAt.plus(Connection.LIFETIME));

        assertThat(subscription.mayBeConnecting(connectedAt)).isTrue();
        assertThat(subscription.mayBeConnecting(connectedAt.plusSeconds(29))).isTrue();
        assertThat(subscription.mayBeConnecting(connectedAt.plusSeconds(30))).isFalse();
    }
}
