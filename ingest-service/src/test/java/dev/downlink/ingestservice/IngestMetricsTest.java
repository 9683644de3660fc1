package dev.downlink.ingestservice;

import static dev.downlink.ingestservice.Fixture.batch;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class IngestMetricsTest {

    private final Fixture fixture = new Fixture();
    private final Instant now = fixture.clock.instant();

    @Test
    void measuresTheAgeOfTheOldestEventByItsOwnTime() {
        ingest(
                record("" + now.minusSeconds(2).toEpochMilli()),
                record("\"%s\"".formatted(now.minusSeconds(7))),
                record("\"yesterday\""),
                record("true"));

        assertThat(fixture.metricLines).anyMatch(line -> line.endsWith(",\"EventLagMillis\":7000}"));
        assertThat(fixture.buried).isEmpty();
    }

    @Test
    void measuresNothingWhereRecordsSayNoTime() {
        ingest(Fixture.at("a", 5));

        assertThat(fixture.metricLines).noneMatch(line -> line.contains("EventLagMillis"));
    }

    @Test
    void countsDeadLettersByReason() {
        ingest("no JSON", "{\"id\":\"a\"}", "{\"lat\":1,\"lon\":1}");

        assertThat(fixture.metricLines.stream().filter(line -> line.contains("DeadLetters")))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).endsWith(",\"reason\":\"format\",\"DeadLetters\":1}"),
                        line -> assertThat(line).endsWith(",\"reason\":\"field\",\"DeadLetters\":1}"),
                        line -> assertThat(line).endsWith(",\"reason\":\"field\",\"DeadLetters\":1}"));
    }

    private void ingest(String... records) {
        assertThat(fixture.environment().ingest(batch("vehicles", records))).isEmpty();
    }

    private static String record(String time) {
        return "{\"id\":\"a\",\"lat\":5,\"lon\":5,\"time\":%s}".formatted(time);
    }
}
