package dev.downlink.local.runtime.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TripTest {

    /** North for 100 s, 20 s at a stop, then east for 50 s. */
    private static final Trip TRIP = new Trip(
            "t",
            "A",
            "Far Rockaway",
            1,
            List.of(
                    new Trip.Point(-50, 40.0, -74.0),
                    new Trip.Point(50, 40.01, -74.0),
                    new Trip.Point(70, 40.01, -74.0),
                    new Trip.Point(120, 40.01, -73.99)));

    @ParameterizedTest
    @CsvSource({
        "-50, 40.0,   -74.0,   0",
        "0,   40.005, -74.0,   0",
        "50,  40.01,  -74.0,   0",
        "60,  40.01,  -74.0,   0",
        "95,  40.01,  -73.995, 90",
        "120, 40.01,  -73.99,  90"
    })
    void movesInStraightLinesInTime(double seconds, double latitude, double longitude, double bearing) {
        Position position = TRIP.at(seconds).orElseThrow();

        assertThat(position.latitude()).isCloseTo(latitude, within(1e-9));
        assertThat(position.longitude()).isCloseTo(longitude, within(1e-9));
        assertThat(position.bearing()).isCloseTo(bearing, within(0.01));
    }

    @Test
    void isNowhereBeforeItStartsAndAfterItEnds() {
        assertThat(TRIP.at(-50.1)).isEmpty();
        assertThat(TRIP.at(120.1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 1, 90", "-1, 0, 180", "0, -1, 270"})
    void bearsClockwiseFromNorth(double latitude, double longitude, double bearing) {
        assertThat(Position.bearing(0, 0, latitude, longitude)).isCloseTo(bearing, within(1e-9));
    }

    @Test
    void hasSome510TrainsUnderWayAtAnySecond() {
        Timetable timetable = Timetable.newYork();

        assertThat(timetable.trips()).hasSize(677);
        for (int second = 0; second < 1200; second += 60) {
            double at = second;
            assertThat(timetable.trips().stream().filter(trip -> trip.at(at).isPresent()))
                    .hasSizeBetween(460, 560);
        }
    }

    @Test
    void staysInNewYork() {
        Timetable.newYork()
                .trips()
                .forEach(trip -> trip.at(600).ifPresent(position -> {
                    assertThat(position.latitude()).isBetween(40.49, 40.92);
                    assertThat(position.longitude()).isBetween(-74.27, -73.70);
                    assertThat(position.bearing()).isBetween(0.0, 360.0);
                }));
    }
}
