package dev.downlink.ingestservice.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Reference;
import dev.downlink.ingestservice.mapping.BadRecordException;
import dev.downlink.ingestservice.mapping.JsonRecord;
import dev.downlink.ingestservice.stream.SequenceNumber;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class GeofenceTest {

    private final Geofence geofence = Geofence.of(
            new ChannelRules.GeofenceRules("/id", "/lat", "/lon", new Reference("file:areas"), "fence:{id}"),
            "{\"type\":\"FeatureCollection\",\"features\":[{\"id\":\"west\",\"geometry\":"
                    + "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[10,0],[10,9],[0,9],[0,0]]]}}]}");

    @Test
    void takesAnyTextForAKey() throws IOException, BadRecordException {
        assertThat(locate("\\ud83d\\ude87").key()).isEqualTo("🚇");
    }

    @Test
    void refusesAKeyThatCannotBeStored() {
        assertThatExceptionOfType(BadRecordException.class)
                .isThrownBy(() -> locate("\\ud800"))
                .withMessage("/id is not well-formed Unicode");
        assertThatExceptionOfType(BadRecordException.class)
                .isThrownBy(() -> locate("x".repeat(256)))
                .withMessage("/id has more than 255 characters");
    }

    private Sighting locate(String id) throws IOException, BadRecordException {
        return geofence.locate(
                0, new SequenceNumber("1"), JsonRecord.tree("{\"id\":\"%s\",\"lat\":5,\"lon\":5}".formatted(id)));
    }
}
