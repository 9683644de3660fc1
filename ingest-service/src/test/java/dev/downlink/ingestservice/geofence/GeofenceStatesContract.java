package dev.downlink.ingestservice.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.ingestservice.stream.SequenceNumber;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of geofence states does. */
public abstract class GeofenceStatesContract {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final String LONG = "49590338271490256608559692538361571095921575989136588898";

    private GeofenceStates states;

    protected abstract GeofenceStates empty();

    @BeforeEach
    void begin() {
        states = empty();
    }

    @Test
    void namesThePreviousOwnerOfAShard() {
        assertThat(states.claim("vehicles", "shard-0", "a")).isEmpty();
        assertThat(states.claim("vehicles", "shard-0", "b")).contains("a");
        assertThat(states.claim("vehicles", "shard-0", "b")).contains("b");
        assertThat(states.claim("vehicles", "shard-1", "a")).isEmpty();
        assertThat(states.claim("ships", "shard-0", "a")).isEmpty();
    }

    @Test
    void findsWhatItKnowsAndLeavesOutTheRest() {
        GeofenceState inside = state(LONG, "queens", "bronx");
        GeofenceState outside = state("7");
        states.store("vehicles", "a", inside);
        states.store("vehicles", "b", outside);
        states.store("ships", "c", inside);

        assertThat(states.find("vehicles", List.of("a", "b", "c")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", inside, "b", outside));
    }

    @Test
    void keepsVehiclesAndShardsOfOneNameApart() {
        states.claim("vehicles", "shard-0", "a");

        assertThat(states.find("vehicles", List.of("shard-0"))).isEmpty();
    }

    @Test
    void findsHundredsAtOnce() {
        List<String> keys = IntStream.range(0, 250).mapToObj(Integer::toString).toList();
        keys.forEach(key -> states.store("vehicles", key, state("1", "queens")));

        assertThat(states.find("vehicles", keys)).hasSize(250);
    }

    @Test
    void replacesOnlyWhatIsOlder() {
        assertThat(states.store("vehicles", "a", state("99", "queens"))).isTrue();
        assertThat(states.store("vehicles", "a", state("100"))).isTrue();
        assertThat(states.store("vehicles", "a", state("100", "bronx"))).isFalse();
        assertThat(states.store("vehicles", "a", state("99", "bronx"))).isFalse();

        assertThat(states.find("vehicles", List.of("a"))).containsEntry("a", state("100"));
    }

    private static GeofenceState state(String since, String... areas) {
        return new GeofenceState(Set.of(areas), new SequenceNumber(since), NOW);
    }
}
