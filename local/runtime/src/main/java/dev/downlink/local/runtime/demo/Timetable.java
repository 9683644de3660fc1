package dev.downlink.local.runtime.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The trips of the window, which is played over and over. */
record Timetable(List<Trip> trips, Duration window) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String RESOURCE = "/demo/nyc-subway-0800.ndjson.gz";
    private static final Duration WINDOW = Duration.ofMinutes(20);

    Timetable {
        trips = List.copyOf(trips);
    }

    /** A weekday in New York, 8:00 to 8:20. See {@code demo/README.md} for the source. */
    static Timetable newYork() {
        try (InputStream resource = Timetable.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            List<Trip> trips = new ArrayList<>();
            MappingIterator<JsonNode> lines = JSON.readerFor(JsonNode.class).readValues(new GZIPInputStream(resource));
            while (lines.hasNext()) {
                trips.add(trip(lines.next()));
            }
            return new Timetable(trips, WINDOW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Trip trip(JsonNode line) {
        List<Trip.Point> path = new ArrayList<>();
        line.get("path")
                .forEach(point -> path.add(new Trip.Point(
                        point.get(0).asDouble(),
                        point.get(1).asDouble(),
                        point.get(2).asDouble())));
        return new Trip(
                line.get("trip").asText(),
                line.get("route").asText(),
                line.get("headsign").asText(),
                line.get("direction").asInt(),
                path);
    }
}
