package dev.downlink.ingestservice.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.downlink.ingestservice.mapping.JsonRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoJsonTest {

    private static final String SQUARE = "[[0,0],[9,0],[9,9],[0,9],[0,0]]";

    @ParameterizedTest
    @CsvSource({
        "40.7580, -73.9855, manhattan",
        "40.6782, -73.9442, brooklyn",
        "40.7282, -73.7949, queens",
        "40.8448, -73.8648, the-bronx",
        "40.5795, -74.1502, staten-island",
    })
    void findsTheBoroughs(double latitude, double longitude, String borough) throws IOException {
        assertThat(boroughs().at(latitude, longitude)).extracting(Area::id).contains(borough);
    }

    @Test
    void findsNoBoroughInNewJersey() throws IOException {
        assertThat(boroughs().at(40.7357, -74.1724)).isEmpty();
    }

    @Test
    void knowsNamesHolesAndSeveralPolygons() throws IOException {
        Areas areas = areas("""
                {"type":"FeatureCollection","features":[
                 {"id":"ring","properties":{"name":"Ring"},"geometry":{"type":"Polygon","coordinates":
                  [%s,[[3,3],[6,3],[6,6],[3,6],[3,3]]]}},
                 {"id":2,"geometry":{"type":"MultiPolygon","coordinates":[[[[4,4],[5,4],[5,5],[4,4]]],
                  [[[20,20],[21,20],[21,21],[20,20]]]]}}]}""".formatted(SQUARE));

        assertThat(areas.all()).containsExactly(new Area("2", "2"), new Area("ring", "Ring"));
        assertThat(areas.at(1, 1)).extracting(Area::id).containsExactly("ring");
        assertThat(areas.at(4.2, 4.8)).extracting(Area::id).containsExactly("2");
        assertThat(areas.at(20.2, 20.8)).extracting(Area::id).containsExactly("2");
        assertThat(areas.at(5.8, 3.2)).isEmpty();
    }

    @Test
    void countsTheBorderIn() throws IOException {
        assertThat(areas(collection("\"id\":\"a\"", "Polygon", "[" + SQUARE + "]"))
                        .at(0, 5))
                .hasSize(1);
    }

    @Test
    void saysWhatIsWrong() {
        assertRefused("{}", "type must be FeatureCollection");
        assertRefused("{\"type\":\"FeatureCollection\"}", "features must be an array");
        assertRefused("{\"type\":\"FeatureCollection\",\"features\":[]}", "there must be at least one feature");
        assertRefused(collection("\"type\":\"Feature\"", "Polygon", "[" + SQUARE + "]"), "every feature needs an id");
        assertRefused(
                collection("\"id\":\"a\"", "Point", "[1,2]"),
                "feature 'a': geometry must be a Polygon or a MultiPolygon");
        assertRefused(collection("\"id\":\"a\"", "Polygon", "[]"), "feature 'a': a polygon needs a ring");
        assertRefused(
                collection("\"id\":\"a\"", "Polygon", "[[[0,0],[1,0],[\"x\",1],[0,0]]]"),
                "feature 'a': a position is two numbers");
        assertRefused(
                collection("\"id\":\"a\"", "Polygon", "[[[0,0],[1,0],[100,100],[0,0]]]"),
                "feature 'a': position [100.0, 100.0] is not [longitude, latitude]");
        assertRefused(
                collection("\"id\":\"a\"", "Polygon", "[[[0,0],[9,9],[9,0],[0,9],[0,0]]]"),
                "feature 'a': its rings touch or cross");
        assertRefused("""
                {"type":"FeatureCollection","features":[
                 {"id":"a","geometry":{"type":"Polygon","coordinates":[%1$s]}},
                 {"id":"a","geometry":{"type":"Polygon","coordinates":[%1$s]}}]}""".formatted(SQUARE), "feature 'a': its id is not the only one");
    }

    private static void assertRefused(String json, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> areas(json)).withMessage(message);
    }

    private static String collection(String id, String type, String coordinates) {
        return "{\"type\":\"FeatureCollection\",\"features\":[{%s,\"geometry\":{\"type\":\"%s\",\"coordinates\":%s}}]}"
                .formatted(id, type, coordinates);
    }

    private static Areas areas(String json) throws IOException {
        return new GeoJson().areas(JsonRecord.tree(json));
    }

    private static Areas boroughs() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(GeoJsonTest.class.getResourceAsStream("/geofences/nyc-boroughs.geojson"))) {
            return areas(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
