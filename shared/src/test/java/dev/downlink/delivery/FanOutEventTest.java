package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.FanOutTask.CatchUp;
import dev.downlink.delivery.FanOutTask.Deliver;
import dev.downlink.delivery.FanOutTask.Recipients;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FanOutEventTest {

    private static final ChannelName STOCK = new ChannelName("stock:ACME");
    private static final Publication PLAIN =
            new Publication(0, new Json("{\"price\":1.5}"), null, Map.of(), Instant.ofEpochMilli(1_732_190_400_123L));
    private static final Publication FULL = new Publication(
            0,
            new Json("\"Grüße \\\"世界\\\"\""),
            new ClientInfo("L0SM9cOFvHcCIhw=", "ann", new Json("{\"name\":\"Ann\"}"), new Json("[1]")),
            Map.of("kind", "tick"),
            Instant.ofEpochMilli(1_732_190_400_456L));

    private final ObjectMapper mapper = ObjectMapper.getDefault();

    static List<FanOutTask> tasks() {
        return List.of(
                new CatchUp(new ChannelName("chat:lobby"), 3),
                new Deliver(STOCK, 0, List.of(PLAIN, FULL)),
                new Deliver(STOCK, 1, List.of(PLAIN), new Recipients.All(new ConnectionId("L0SM9cOFvHcCIhw="))),
                new Deliver(
                        STOCK,
                        2,
                        List.of(FULL),
                        new Recipients.Only(
                                List.of(new ConnectionId("a"), new ConnectionId("b")), Instant.ofEpochMilli(5), false)),
                new Deliver(
                        STOCK,
                        2,
                        List.of(FULL),
                        new Recipients.Only(List.of(new ConnectionId("a")), Instant.ofEpochMilli(5), true)));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void carriesEveryTaskUnchanged(FanOutTask task) throws IOException {
        String json = mapper.writeValueAsString(FanOutEvent.of(task));

        assertThat(mapper.readValue(json, FanOutEvent.class).task()).isEqualTo(task);
    }

    @Test
    void isSmall() throws IOException {
        assertThat(mapper.writeValueAsString(FanOutEvent.of(new CatchUp(new ChannelName("chat:lobby"), 0))))
                .isEqualTo("{\"catchUp\":{\"channel\":\"chat:lobby\",\"shard\":0}}");
    }

    @Test
    void keepsDeliveriesBelowTheLimitOfAnAsynchronousInvocation() throws IOException {
        // The most that a publication may hold, and the worst that JSON makes of it.
        Publication worst =
                new Publication(0, new Json("\"" + "\\\"".repeat(32_000) + "\""), null, Map.of(), Instant.EPOCH);
        List<Publication> many = IntStream.range(0, 20).mapToObj(n -> worst).toList();

        List<List<Publication>> parts = DeliverSize.split(many);

        assertThat(parts.stream().flatMap(List::stream)).containsExactlyElementsOf(many);
        for (List<Publication> part : parts) {
            assertThat(mapper.writeValueAsBytes(FanOutEvent.of(new Deliver(STOCK, 0, part))).length)
                    .isLessThan(1024 * 1024);
        }
    }
}
