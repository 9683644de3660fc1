package dev.downlink.ingestservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import dev.downlink.ingestservice.stream.SequenceNumber;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** From the JSON that Lambda hands to a function to the JSON it gets back. */
class KinesisHandlerTest {

    private static final CustomPojoSerializer JSON =
            ServiceLoader.load(CustomPojoSerializer.class).findFirst().orElseThrow();

    private final Fixture fixture = new Fixture(resource("/channels.yml"), resource("/geofences/nyc-boroughs.geojson"));

    KinesisHandlerTest() throws IOException {}

    @Test
    void publishesPositionsAndFenceEvents() throws IOException {
        assertThat(handle("kinesis-vehicles.json")).isIn("{}", "{\"batchItemFailures\":[]}");

        assertThat(fixture.delivered("vehicle:040100_A..S58R"))
                .containsExactly(
                        "{\"trip\":\"040100_A..S58R\",\"route\":\"A\",\"headsign\":\"Far Rockaway-Mott Av\",\"direction\":1,"
                                + "\"latitude\":40.65675,\"longitude\":-73.82861,\"bearing\":187.5,\"time\":1732190400123}");
        assertThat(fixture.delivered("route:7")).hasSize(1);
        assertThat(fixture.logged("fence:queens"))
                .hasSize(2)
                .first()
                .isEqualTo(
                        "{\"event\":\"enter\",\"fence\":\"queens\",\"fenceName\":\"Queens\",\"trip\":\"040100_A..S58R\","
                                + "\"route\":\"A\",\"headsign\":\"Far Rockaway-Mott Av\",\"direction\":1,"
                                + "\"latitude\":40.65675,\"longitude\":-73.82861,\"bearing\":187.5,\"time\":1732190400123}");
    }

    @Test
    void letsNoBadRecordBlockTheOthers() throws IOException {
        handle("kinesis-poison.json");

        assertThat(fixture.delivered("route:A")).hasSize(2);
        assertThat(fixture.buried).singleElement().satisfies(letter -> {
            assertThat(letter.stream()).isEqualTo("downlink-local-vehicles");
            assertThat(letter.shard()).isEqualTo("shardId-000000000000");
            assertThat(letter.record().sequenceNumber())
                    .isEqualTo(new SequenceNumber("49590338271490256608559692538361571095921575989136588892"));
            assertThat(letter.record().partitionKey()).isEqualTo("040100_A..S58R");
            assertThat(letter.record().arrivedAt()).isEqualTo("2024-11-21T12:00:00.345Z");
            assertThat(letter.reason()).isEqualTo("/latitude is 140.0, not between -90.0 and 90.0");
        });
    }

    @Test
    void namesTheFirstRecordThatIsNotDone() throws IOException {
        fixture.away.add("dead letters");

        assertThat(handle("kinesis-poison.json"))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":"
                        + "\"49590338271490256608559692538361571095921575989136588892\"}]}");
    }

    /** As the runtime interface client calls it. */
    private String handle(String name) throws IOException {
        try (ApplicationContext context = ApplicationContext.builder()
                        .beanDefinitions(RuntimeBeanDefinition.builder(Ingestion.class, fixture::environment)
                                .singleton(true)
                                .replaces(Ingestion.class)
                                .build())
                        .start();
                KinesisHandler handler = new KinesisHandler(context)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            JSON.toJson(handler.execute(event(name)), out, BatchAnswer.class);
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    static KinesisBatch event(String name) throws IOException {
        return JSON.fromJson(resource("/events/" + name), KinesisBatch.class);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(KinesisHandlerTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
