package dev.downlink.ingestservice.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Reference;
import dev.downlink.ingestservice.stream.SequenceNumber;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeofenceTrackerTest {

    /** Two squares side by side, west (longitude 0 to 10) and east (10 to 20). */
    private static final String AREAS = """
            {"type":"FeatureCollection","features":[
             {"id":"west","geometry":{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,9],[0,9],[0,0]]]}},
             {"id":"east","geometry":{"type":"Polygon","coordinates":[[[10.1,0],[20,0],[20,9],[10.1,9],[10.1,0]]]}}]}""";

    private static final double WEST = 5;
    private static final double EAST = 15;
    private static final double OUTSIDE = 25;

    private final TestClock clock = new TestClock();
    private final InMemoryGeofenceStates states = new InMemoryGeofenceStates();
    private final GeofenceTracker tracker = environment(AREAS);

    @Test
    void seesAThingEnterWhenItIsFirstSeenInside() {
        assertThat(batch(tracker, at(1, "a", WEST), at(2, "a", WEST))).containsExactly("a enter west");
    }

    @Test
    void seesNothingWhereNothingIs() {
        assertThat(batch(tracker, at(1, "a", OUTSIDE), at(2, "a", OUTSIDE))).isEmpty();
        assertThat(states.writes()).isZero();
    }

    @Test
    void seesEveryCrossingWithinABatchInOrder() {
        assertThat(batch(
                        tracker,
                        at(1, "a", OUTSIDE),
                        at(2, "b", EAST),
                        at(3, "a", WEST),
                        at(4, "a", EAST),
                        at(5, "a", OUTSIDE)))
                .containsExactly("b enter east", "a enter west", "a exit west", "a enter east", "a exit east");
    }

    @Test
    void goesOnWhereTheBatchBeforeEnded() {
        batch(tracker, at(1, "a", WEST));

        assertThat(batch(tracker, at(2, "a", WEST), at(3, "a", OUTSIDE))).containsExactly("a exit west");
    }

    @Test
    void readsOnceAndWritesOncePerMove() {
        batch(tracker, at(1, "a", WEST));
        batch(tracker, at(2, "a", WEST));
        batch(tracker, at(3, "a", WEST));

        assertThat(states.reads()).isEqualTo(1);
        assertThat(states.writes()).isEqualTo(1);
    }

    @Test
    void raisesNothingAgainAfterARestart() {
        batch(tracker, at(1, "a", WEST));

        GeofenceTracker restarted = environment(AREAS);

        assertThat(batch(restarted, at(2, "a", WEST))).isEmpty();
        assertThat(batch(restarted, at(3, "a", OUTSIDE))).containsExactly("a exit west");
    }

    @Test
    void raisesNothingAgainForABatchDeliveredAgain() {
        Sighting[] delivered = {at(1, "a", WEST), at(2, "a", OUTSIDE), at(3, "a", EAST)};
        batch(tracker, delivered);

        assertThat(batch(tracker, delivered)).isEmpty();
        assertThat(batch(environment(AREAS), delivered)).isEmpty();
        assertThat(batch(tracker, at(4, "a", EAST))).isEmpty();
    }

    @Test
    void believesWhatAnotherEnvironmentHasNotedSince() {
        batch(tracker, at(1, "a", WEST));
        batch(environment(AREAS), at(2, "a", EAST));

        assertThat(batch(tracker, at(3, "a", EAST))).isEmpty();
        assertThat(batch(tracker, at(4, "a", WEST))).containsExactly("a exit east", "a enter west");
    }

    @Test
    void findsAMoveAgainUntilItIsRemembered() {
        assertThat(crossings(tracker.follow("shard", List.of(at(1, "a", WEST)))))
                .containsExactly("a enter west");

        assertThat(crossings(tracker.follow("shard", List.of(at(1, "a", WEST)))))
                .containsExactly("a enter west");
        assertThat(batch(environment(AREAS), at(1, "a", WEST))).containsExactly("a enter west");
        assertThat(batch(tracker, at(1, "a", WEST), at(2, "a", WEST))).isEmpty();
    }

    @Test
    void isNotSetBackByALateWriteOfItsPredecessor() {
        List<Move> late = tracker.follow("shard", List.of(at(1, "a", WEST)));
        GeofenceTracker successor = environment(AREAS);
        batch(successor, at(1, "a", WEST), at(2, "a", EAST));

        late.forEach(move -> tracker.remember("shard", move));

        assertThat(batch(successor, at(3, "a", EAST))).isEmpty();
        assertThat(batch(tracker, at(4, "a", EAST))).isEmpty();
    }

    @Test
    void keepsWhatStaysInsideFromBeingForgotten() {
        batch(tracker, at(1, "a", WEST));
        clock.advance(Duration.ofHours(13));

        assertThat(batch(tracker, at(2, "a", WEST))).isEmpty();
        assertThat(states.writes()).isEqualTo(2);
    }

    @Test
    void raisesNoExitFromAnAreaThatIsNoMore() {
        batch(tracker, at(1, "a", EAST));

        assertThat(batch(environment(AREAS.replace("east", "orient")), at(2, "a", EAST)))
                .containsExactly("a enter orient");
    }

    private GeofenceTracker environment(String areas) {
        ChannelRules.GeofenceRules rules =
                new ChannelRules.GeofenceRules("/id", "/lat", "/lon", new Reference("file:areas"), "fence:{id}");
        return new GeofenceTracker("vehicles", Geofence.of(rules, areas), states, clock);
    }

    private static Sighting at(int sequence, String key, double longitude) {
        return new Sighting(sequence, new SequenceNumber(Integer.toString(sequence)), key, 5, longitude);
    }

    private static List<String> batch(GeofenceTracker tracker, Sighting... sightings) {
        List<Move> moves = tracker.follow("shard", List.of(sightings));
        moves.forEach(move -> tracker.remember("shard", move));
        return crossings(moves);
    }

    private static List<String> crossings(List<Move> moves) {
        return moves.stream().flatMap(GeofenceTrackerTest::crossings).toList();
    }

    private static Stream<String> crossings(Move move) {
        return move.crossings().stream()
                .map(crossing -> "%s %s %s"
                        .formatted(
                                move.sighting().key(),
                                crossing.kind(),
                                crossing.area().id()));
    }
}
