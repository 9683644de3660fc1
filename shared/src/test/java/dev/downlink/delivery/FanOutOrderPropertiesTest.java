package dev.downlink.delivery;

import dev.downlink.connection.InMemoryConnections;
import dev.downlink.connection.InMemorySubscriptions;
import dev.downlink.history.InMemoryChannelHistory;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;

/**
 * No gap, no loss, order, no repetition but after a death, no ghosts, and nobody delayed by others. A failure names its seed.
 */
class FanOutOrderPropertiesTest {

    @Property(tries = 1, shrinking = ShrinkingMode.OFF)
    void everyoneGetsEverythingInOrderWhateverGoesWrong(@ForAll @Size(6) List<Long> seeds) {
        List<BadDay> quiet = seeds.stream()
                .map(seed -> BadDay.withoutDeaths(stores(), seed, 18))
                .toList();
        List<BadDay> deadly = seeds.stream()
                .map(seed -> BadDay.withDeaths(stores(), seed, 18))
                .toList();

        BadDay.runAll(Stream.concat(quiet.stream(), deadly.stream()).toList());

        quiet.forEach(BadDay::assertNobodyMissedAnythingOrWasForgotten);
        quiet.forEach(BadDay::assertNothingWasRepeated);
        deadly.forEach(BadDay::assertNobodyMissedAnythingOrWasForgotten);
    }

    private static BadDay.Stores stores() {
        Clock clock = Clock.systemUTC();
        InMemorySubscriptions subscriptions = new InMemorySubscriptions(clock);
        return new BadDay.Stores(
                new InMemoryConnections(subscriptions, clock),
                subscriptions,
                new InMemoryChannelHistory(clock),
                new InMemoryDeliveryLedger(clock));
    }
}
