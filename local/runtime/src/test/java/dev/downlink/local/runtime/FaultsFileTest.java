package dev.downlink.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.downlink.local.aws.fault.FaultRate;
import dev.downlink.local.gateway.integration.RateLimit;
import dev.downlink.local.gateway.websocket.ManagementFault;
import dev.downlink.local.lambda.AsyncFault;
import dev.downlink.local.runtime.service.InvalidDescriptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultsFileTest {

    private Path file;

    @BeforeEach
    void name(@TempDir Path directory) {
        file = directory.resolve("faults.yml");
    }

    @Test
    void readsEveryFault() throws IOException {
        Files.writeString(file, """
                connections:
                  calls_per_second: 100
                  burst: 20
                  faults:
                    throttled: {effect: REFUSE, status: 429, percent: 20}
                    slow: {effect: DELAY, milliseconds: 5000, times: 3, connections: ["AAAAAAAAAAAAAAA="]}
                    dead: {effect: HANG}
                    mute: {effect: LOSE_ANSWER}
                lambda:
                  concurrency: 4
                  async:
                    duplicates: {effect: DELIVER_TWICE, percent: 50}
                    outage: {effect: REFUSE, times: 2, functions: [downlink-local-chat-service-fan-out]}
                dynamodb: {write_units_per_second: 50}
                """);

        FaultSettings read = FaultSettings.read(file);

        assertThat(read.connections().limit()).contains(new RateLimit(100, 20));
        assertThat(read.connections().faults())
                .containsExactly(
                        ManagementFault.refuse(429).at(FaultRate.ofFraction(0.2)),
                        ManagementFault.delay(Duration.ofSeconds(5))
                                .at(FaultRate.next(3))
                                .forConnections("AAAAAAAAAAAAAAA="),
                        ManagementFault.hang(),
                        ManagementFault.loseAnswer());
        assertThat(read.lambda().concurrency()).isEqualTo(OptionalInt.of(4));
        assertThat(read.lambda().faults())
                .containsExactly(
                        AsyncFault.of(AsyncFault.Effect.DELIVER_TWICE).at(FaultRate.ofFraction(0.5)),
                        AsyncFault.of(AsyncFault.Effect.REFUSE)
                                .at(FaultRate.next(2))
                                .forFunctions("downlink-local-chat-service-fan-out"));
        assertThat(read.dynamoDb()).contains(new FaultSettings.PartitionLimits(50, 3_000));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            connection: {}                                         | connection is {}; expected no such key, but one of [connections, lambda, dynamodb]
            connections: {faults: {x: {effect: REFUSE}}}           | connections.faults.x.status is missing; expected a whole number from 400 to 599
            connections: {faults: {x: {effect: HANG, percent: 0}}} | connections.faults.x.percent is 0; expected a whole number from 1 to 100
            lambda: {concurrency: many}                            | lambda.concurrency is many; expected a whole number from 1 to 1000
            """)
    void refusesAMistakeAtTheStart(String content, String complaint) throws IOException {
        Files.writeString(file, content);

        assertThatExceptionOfType(InvalidDescriptionException.class)
                .isThrownBy(() -> FaultsFile.follow(file, Faults.none(Clock.systemUTC())))
                .withMessage(file + ": " + complaint);
    }

    @Test
    void followsChangesAndKeepsTheFaultsThroughAMistake() throws IOException {
        Faults faults = Faults.none(Clock.systemUTC());
        Files.writeString(file, "lambda: {concurrency: 1}");
        try (FaultsFile followed = FaultsFile.follow(file, faults)) {
            assertThat(faults.lambda().concurrency()).hasValue(1);

            Files.writeString(file, "lambda: {concurrency: 2}");
            await().untilAsserted(
                            () -> assertThat(faults.lambda().concurrency()).hasValue(2));

            Files.writeString(file, "lambda: {concurrency: 3, typo: 1}");
            followed.poll();
            assertThat(faults.lambda().concurrency()).hasValue(2);

            Files.delete(file);
            followed.poll();
            assertThat(faults.lambda().concurrency()).hasValue(2);

            Files.writeString(file, "{}");
            await().untilAsserted(
                            () -> assertThat(faults.lambda().concurrency()).isEmpty());
        }
    }
}
