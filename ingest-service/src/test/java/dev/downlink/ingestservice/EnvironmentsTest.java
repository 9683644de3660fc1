package dev.downlink.ingestservice;

import static dev.downlink.ingestservice.Fixture.batch;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pipelines that Terraform's environments give this service, with the areas of its own artifact. */
class EnvironmentsTest {

    private static final String TRAIN = "{\"trip\":\"42\",\"route\":\"A\",\"latitude\":40.758,\"longitude\":-73.9855}";

    @ParameterizedTest
    @ValueSource(strings = {"dev", "local", "prod"})
    void sendATrainToItsWatchersAndSayWhereItIs(String environment) throws IOException {
        Path rules = Path.of("../terraform/environments", environment, "channels.yml");
        Fixture fixture = new Fixture(Files.readString(rules), areas());

        assertThat(fixture.environment().ingest(batch("downlink-%s-vehicles".formatted(environment), TRAIN)))
                .isEmpty();

        assertThat(fixture.buried).isEmpty();
        assertThat(fixture.delivered("vehicle:42")).containsExactly(TRAIN);
        assertThat(fixture.delivered("route:A")).containsExactly(TRAIN);
        assertThat(fixture.logged("fence:manhattan")).singleElement().asString().contains("\"event\":\"enter\"");
    }

    private static String areas() throws IOException {
        try (InputStream in = EnvironmentsTest.class.getResourceAsStream("/geofences/nyc-boroughs.geojson")) {
            return new String(requireNonNull(in).readAllBytes(), UTF_8);
        }
    }
}
