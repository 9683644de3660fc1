package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.delivery.DeltaDay.Missing;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients with delta decode what was published, whoever dies. Run as {@link SimulatedDayTest} says. */
class DeltaDayTest {

    private static final int DAYS = Integer.getInteger("downlink.days", 40);

    @Test
    void everyClientDecodesWhatWasPublishedWhateverGoesWrong() {
        Long seed = Long.getLong("downlink.seed");
        LongStream seeds = seed == null ? LongStream.range(0, DAYS) : LongStream.of(seed);
        int changes = seeds.mapToInt(one -> changes(one, Missing.NOTHING)).sum();

        assertThat(changes).as("most publications come as changes").isGreaterThan(seed == null ? DAYS * 100 : 50);
    }

    @ParameterizedTest
    @EnumSource(value = Missing.class, mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
    void aDayNoticesWhatIsMissing(Missing missing) {
        assertThat(LongStream.range(0, DAYS).anyMatch(seed -> breaksAPromise(seed, missing)))
                .isTrue();
    }

    private static boolean breaksAPromise(long seed, Missing missing) {
        try {
            changes(seed, missing);
            return false;
        } catch (AssertionError broken) {
            return true;
        }
    }

    private static int changes(long seed, Missing missing) {
        DeltaDay day = new DeltaDay(seed, missing);
        day.run();
        day.assertPromises();
        return day.changes();
    }
}
