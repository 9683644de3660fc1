package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Clients with delta decode what was published, whoever dies. Run as {@link SimulatedDayTest} says. */
class DeltaDayTest {

    private static final int DAYS = Integer.getInteger("downlink.days", 40);

    @Test
    void everyClientDecodesWhatWasPublishedWhateverGoesWrong() {
        Long seed = Long.getLong("downlink.seed");
        LongStream seeds = seed == null ? LongStream.range(0, DAYS) : LongStream.of(seed);
        int changes = seeds.mapToInt(DeltaDayTest::changes).sum();

        assertThat(changes).as("most publications come as changes").isGreaterThan(seed == null ? DAYS * 100 : 50);
    }

    private static int changes(long seed) {
        DeltaDay day = new DeltaDay(seed);
        day.run();
        day.assertPromises();
        return day.changes();
    }
}
