package dev.downlink.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions behind our own transport, as they run where the client has no native one. */
final class PortableTransportTest {

    @TempDir
    private Path work;

    private LambdaFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new LambdaFixture(
                LambdaFixture.settings(work, Duration.ZERO, false), LambdaFixture.function("probe", work));
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    @Test
    void carriesEventsResultsAndErrors() {
        assertThat(fixture.call("probe", "hi")).isEqualTo("hi");
        assertThat(fixture.call("probe", "large 6000000")).hasSize(6_000_000);
        assertThat(fixture.call("probe", "throw")).contains("boom!");
        assertThat(fixture.call("probe", "request"))
                .matches("[0-9a-f-]{36} arn:aws:lambda:us-east-1:000000000000:function:probe");
    }

    @Test
    void survivesAnArchive() {
        String first = fixture.call("probe", "pid");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> !fixture.call("probe", "pid").equals(first));
        assertThat(fixture.call("probe", "hi")).isEqualTo("hi");
    }
}
