package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.delivery.SimulatedDay.Missing;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No gap, no loss, order, no repetition without a cause, no ghosts, nobody closed without a cause. A failure names its seed.
 * From the repository's root, this runs one day alone, or more days:
 *
 * <pre>
 * mvn -pl shared -am test -Dtest=SimulatedDayTest -Dsurefire.failIfNoSpecifiedTests=false -Ddownlink.seed=42
 * mvn -pl shared -am test -Dtest=SimulatedDayTest -Dsurefire.failIfNoSpecifiedTests=false -Ddownlink.days=5000
 * </pre>
 */
class SimulatedDayTest {

    private static final int DAYS = Integer.getInteger("downlink.days", 40);

    @Test
    void everyoneGetsEverythingInOrderWhateverGoesWrong() {
        seeds().forEach(seed -> {
            SimulatedDay day = new SimulatedDay(seed, false, Missing.NOTHING);
            day.run();
            day.assertPromises();
        });
    }

    @Test
    void everyoneGetsEverythingOnceWhileNobodyDies() {
        seeds().forEach(seed -> {
            SimulatedDay day = new SimulatedDay(seed, true, Missing.NOTHING);
            day.run();
            day.assertPromises();
            day.assertPromisesOfCalmDays();
        });
    }

    @Test
    void aSeedRepeatsItsDay() {
        assertThat(trace(7)).isEqualTo(trace(7)).isNotEqualTo(trace(8));
    }

    private static long trace(long seed) {
        SimulatedDay day = new SimulatedDay(seed, false, Missing.NOTHING);
        day.run();
        return day.trace();
    }

    @ParameterizedTest
    @EnumSource(value = Missing.class, mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
    void aDayNoticesWhatIsMissing(Missing missing) {
        assertThat(LongStream.range(0, DAYS).anyMatch(seed -> breaksAPromise(seed, missing)))
                .isTrue();
    }

    private static boolean breaksAPromise(long seed, Missing missing) {
        SimulatedDay day = new SimulatedDay(seed, false, missing);
        try {
            day.run();
            day.assertPromises();
            return false;
        } catch (AssertionError broken) {
            return true;
        }
    }

    private static LongStream seeds() {
        Long seed = Long.getLong("downlink.seed");
        return seed == null ? LongStream.range(0, DAYS) : LongStream.of(seed);
    }
}
