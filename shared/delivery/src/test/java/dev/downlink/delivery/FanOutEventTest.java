package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.Progress;
import dev.downlink.ledger.SlowConsumer;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FanOutEventTest {

    private static final ChannelName CHANNEL = new ChannelName("chat:lobby");
    private static final ConnectionId CONNECTION = new ConnectionId("L0SM9cOFvHcCIhw=");
    private static final Instant TIME = Instant.ofEpochMilli(1_790_000_000_123L);

    static List<FanOutTask> tasks() {
        Publication plain = new Publication(0, new Json("{\"a\": 1}"), null, Map.of(), TIME);
        Publication full = new Publication(
                0, new Json("[]"), new ClientInfo("c", "u", new Json("{}"), new Json("1")), Map.of("k", "v"), TIME);
        SlowConsumer slow = new SlowConsumer(CONNECTION, 7, TIME, TIME.plusMillis(5));
        return List.of(
                new FanOutTask.CatchUp(new ChannelShard(CHANNEL, 3)),
                new FanOutTask.TakeOver(
                        new ChannelShard(CHANNEL, 0),
                        5,
                        new Progress(
                                new StreamPosition(8, "e"),
                                new Progress.Round(12, CONNECTION),
                                List.of(slow),
                                Progress.Exactness.EXACT)),
                new FanOutTask.TakeOver(new ChannelShard(CHANNEL, 0), 5, Progress.start("e")),
                new FanOutTask.Broadcast(CHANNEL, 1, List.of(plain, full), null),
                new FanOutTask.Broadcast(CHANNEL, 1, List.of(plain), CONNECTION),
                new FanOutTask.RemoveConnections(List.of(CONNECTION)),
                new FanOutTask.TellLeft(List.of(
                        new FanOutTask.Departure(CHANNEL, new ClientInfo("c", "", null, null)),
                        new FanOutTask.Departure(CHANNEL, new ClientInfo("c", "u", new Json("{}"), new Json("1"))))));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void readsWhatItWrote(FanOutTask task) throws IOException {
        try (ApplicationContext context = ApplicationContext.run()) {
            ObjectMapper mapper = context.getBean(ObjectMapper.class);

            byte[] event = mapper.writeValueAsBytes(FanOutEvent.of(task));

            assertThat(mapper.readValue(event, FanOutEvent.class).task()).isEqualTo(task);
        }
    }

    @Test
    void refusesAnEventWithoutATask() {
        assertThatThrownBy(() -> new FanOutEvent(null, null, null, null, null).task())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("catchUp");
    }
}
