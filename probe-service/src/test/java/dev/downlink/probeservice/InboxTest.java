package dev.downlink.probeservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.lang.reflect.Proxy;
import java.net.http.WebSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class InboxTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Inbox inbox =
            new Inbox(new FrameReader(JsonMapper.createDefault()), Clock.fixed(NOW, ZoneOffset.UTC));
    /** Only asked for more. */
    private final WebSocket socket = (WebSocket) Proxy.newProxyInstance(
            InboxTest.class.getClassLoader(), new Class<?>[] {WebSocket.class}, (proxy, method, arguments) -> null);

    @Test
    void findsTheFrameAmongSeveralInOneMessage() {
        inbox.onText(socket, "{\"id\":1}\n{\"push\":{\"chan", false);
        inbox.onText(socket, "nel\":\"a\"}}\n{}", true);

        Inbox.Received received = inbox.await("a push", frame -> frame.get("push") != null, Duration.ofSeconds(5));

        assertThat(received.at()).isEqualTo(NOW);
        assertThat(FrameReader.find(received.frame(), "push", "channel").map(JsonNode::getStringValue))
                .contains("a");
    }

    @Test
    void saysThatTheConnectionEnded() {
        inbox.onText(socket, "{}", true);
        inbox.onClose(socket, 3500, "invalid token");

        assertThatThrownBy(() ->
                        inbox.await("the reply to connect", frame -> frame.get("id") != null, Duration.ofSeconds(5)))
                .isInstanceOf(ProbeFailedException.class)
                .hasMessage("the reply to connect did not come: closed with 3500 invalid token");
    }

    @Test
    void saysWhatDidNotCome() {
        assertThatThrownBy(() -> inbox.await("the publication's frame", frame -> true, Duration.ofMillis(1)))
                .hasMessage("the publication's frame did not come in time");
    }
}
