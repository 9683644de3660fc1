package dev.downlink.local.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.local.lambda.eventsource.RecordSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceDescriptionTest {

    private static final String FUNCTION = """
            service: s
            functions:
              f:
                handler: a.B
                memory_mb: 512
                timeout_seconds: 3
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"connection-service", "chat-service", "ingest-service", "scheduler-service"})
    void readsTheServicesOfThisRepository(String service) throws IOException {
        ServiceDescription description = ServiceDescription.load(Path.of("..", "..", service, "service.yml"));

        assertThat(description.name()).isEqualTo(service);
        assertThat(description.functions()).isNotEmpty();
        assertThat(new LocalEnvironment(8080, 4566, Path.of("channels.yml")).variables(description))
                .containsEntry("CALLBACK_URL", "http://localhost:8080/local")
                .containsEntry("CONNECTIONS_TABLE", "downlink-local-connections")
                .containsEntry("FAN_OUT_FUNCTION", "downlink-local-chat-service-fan-out")
                .containsEntry("CHANNELS", "file:" + Path.of("channels.yml").toAbsolutePath());
    }

    @Test
    void readsEverySetting() throws IOException {
        ServiceDescription description = load("""
                service: s
                functions:
                  f:
                    handler: a.B
                    memory_mb: 512
                    timeout_seconds: 3
                    reserved_concurrency: 4
                    websocket_routes: [$connect]
                    websocket_reply: true
                    http_routes: [POST /a]
                    kinesis:
                      stream: vehicles
                      starting_position: LATEST
                    async:
                      maximum_retry_attempts: 1
                    schedules:
                      tick:
                        expression: rate(1 minute)
                        timezone: Europe/Paris
                        input: {a: [1, "b"]}
                    permissions:
                      table:t: [dynamodb:GetItem, dynamodb:PutItem]
                environment:
                  DEAD_LETTERS_QUEUE_URL: queue:dead-letters
                tables:
                  t: {partition_key: pk}
                queues: [dead-letters]
                streams:
                  vehicles: {shards: 2}
                """);

        FunctionDescription function = description.function("f");
        assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(function.reservedConcurrency()).isEqualTo(4);
        assertThat(function.httpRoutes()).containsExactly(new HttpRoute("POST", "/a"));
        assertThat(function.kinesis())
                .isEqualTo(new KinesisDescription(
                        "vehicles", new RecordSource.Start.Latest(), 100, 0, 1, -1, -1, false, false, null));
        assertThat(function.async()).isEqualTo(new AsyncDescription(1, Duration.ofHours(6), null));
        assertThat(function.schedules().values()).singleElement().satisfies(schedule -> {
            assertThat(schedule.timezone()).isEqualTo("Europe/Paris");
            assertThat(schedule.input()).hasToString("{\"a\":[1,\"b\"]}");
        });
        assertThat(function.permissions())
                .isEqualTo(
                        Map.of("table:t", new Permission("table:t", List.of("dynamodb:GetItem", "dynamodb:PutItem"))));
        assertThat(description.tables()).containsValue(new TableDescription("t", "pk", null, null));
        assertThat(description.queues()).isEqualTo(List.of("dead-letters"));
        assertThat(description.streams()).isEqualTo(Map.of("vehicles", new StreamDescription("vehicles", 2)));
        assertThat(new LocalEnvironment(1, 4566, Path.of("c")).variables(description))
                .containsEntry(
                        "DEAD_LETTERS_QUEUE_URL", "http://localhost:4566/000000000000/downlink-local-dead-letters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    memory: 512             | functions.f.memory is 512; expected no such key
                    websocket_reply: maybe  | functions.f.websocket_reply is maybe; expected true or false
                    reserved_concurrency: x | functions.f.reserved_concurrency is x; expected a whole number from 0 to 1000
                    http_routes: [/api]     | functions.f.http_routes is /api; expected a method and a path
                    websocket_routes: a     | functions.f.websocket_routes is a; expected a list of texts
                    async:                  | functions.f.async is missing; expected a value
                    permissions: {table:t: [dynamodb:*]}  | functions.f.permissions.table:t is [dynamodb:*]; expected actions such as
                    permissions: {table:t: []}            | functions.f.permissions.table:t is []; expected actions such as
                    permissions: {bucket:b: [s3:GetObject]} | functions.f.permissions.bucket:b is [s3:GetObject]; expected channels
                    kinesis: {stream: s}    | functions.f.kinesis.starting_position is missing
                    kinesis: {stream: s, starting_position: LATEST, parallelization_factor: 2} | functions.f.kinesis.parallelization_factor is 2; expected 1: batches of one shard must come in order
                    """)
    void namesFileKeyValueAndExpectation(String line, String message) {
        assertThatThrownBy(() -> load(FUNCTION + "    " + line + "\n"))
                .isInstanceOf(InvalidDescriptionException.class)
                .hasMessageStartingWith(directory.resolve("service.yml") + ": " + message);
    }

    @Test
    void refusesAnEnvironmentValueItDoesNotKnow() {
        assertThatThrownBy(() -> load(FUNCTION + "environment: {X: function:fan-out}\n"))
                .hasMessageContaining("environment.X is function:fan-out; expected channels, callback-url, ");
    }

    private ServiceDescription load(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("service.yml"), text);
        return ServiceDescription.load(file);
    }
}
