package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CatchUpRequestsTest {

    private final MovableClock clock = new MovableClock();
    private final CatchUpRequests requests =
            new CatchUpRequests(new InMemoryDeliveryLedger(clock), new RecordingFanOutTrigger(), clock);

    @Test
    void forgetsWorkersThatMustHaveArrived() {
        for (int n = 0; n < 3_000; n++) {
            request(n);
        }
        clock.advance(Duration.ofSeconds(2));

        request(3_000);

        assertThat(requests.remembered()).isEqualTo(1);
    }

    private void request(int channel) {
        requests.request(new ChannelName("chat:" + channel), 1, new StreamPosition(1, "epoch"));
    }
}
