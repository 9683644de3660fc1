package dev.downlink.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.downlink.local.gateway.websocket.ManagementFault;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** probe-service, which runs here only if asked for. */
final class ProbeIT {

    private static final String EVENT = "{\"scheduledTime\":\"2026-11-21T12:00:00Z\"}";

    private static final SystemUnderTest SYSTEM = SystemUnderTest.start(0, true);

    @AfterAll
    static void stop() {
        SYSTEM.stop();
    }

    @Test
    void measuresHowLongAPublicationTakesToItsClient() throws IOException {
        // The first ones may meet functions that have to start, on a machine that is busy with other things.
        InvokeResponse answer = await().atMost(Duration.ofMinutes(3))
                .until(() -> SYSTEM.invoke("probe-service-probe", EVENT), probe -> probe.functionError() == null);

        assertThat(SystemUnderTest.JSON
                        .readTree(answer.payload().asUtf8String())
                        .path("publishToFrameMillis")
                        .asLong())
                .isBetween(1L, 8_000L);
        assertThat(SYSTEM.schedule("probe-service-probe")).isEqualTo("rate(1 minute)");
    }

    @Test
    void failsWhenTheFrameDoesNotCome() {
        SYSTEM.faults().connections().set(ManagementFault.refuse(429));
        try {
            InvokeResponse answer = await().atMost(Duration.ofMinutes(3))
                    .until(() -> SYSTEM.invoke("probe-service-probe", EVENT), ProbeIT::missedItsFrame);

            assertThat(answer.functionError()).isEqualTo("Unhandled");
        } finally {
            SYSTEM.faults().clear();
        }
    }

    private static boolean missedItsFrame(InvokeResponse probe) {
        return probe.payload().asUtf8String().contains("the publication's frame did not come in time");
    }
}
