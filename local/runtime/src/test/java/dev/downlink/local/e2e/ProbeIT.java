package dev.downlink.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.local.gateway.websocket.ManagementFault;
import java.io.IOException;
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
        InvokeResponse answer = SYSTEM.invoke("probe-service-probe", EVENT);

        assertThat(answer.functionError()).as(answer.payload().asUtf8String()).isNull();
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
            InvokeResponse answer = SYSTEM.invoke("probe-service-probe", EVENT);

            assertThat(answer.functionError()).isEqualTo("Unhandled");
            assertThat(answer.payload().asUtf8String()).contains("the publication's frame did not come in time");
        } finally {
            SYSTEM.faults().clear();
        }
    }
}
