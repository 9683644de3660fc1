package dev.downlink.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.local.aws.TestClock;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class ShardPropertyTest {

    @Property
    void hashRangesCoverAllKeysOnce(@ForAll @IntRange(min = 1, max = 2_000) int parts) {
        List<HashKeyRange> ranges = HashKeyRange.split(parts);

        BigInteger next = BigInteger.ZERO;
        for (HashKeyRange range : ranges) {
            assertThat(range.start()).isEqualTo(next);
            next = range.end().add(BigInteger.ONE);
        }
        assertThat(next).isEqualTo(BigInteger.ONE.shiftLeft(128));
    }

    @Property
    void everyPartitionKeyHasExactlyOneShard(
            @ForAll String partitionKey, @ForAll @IntRange(min = 1, max = 50) int parts) {
        BigInteger key = HashKeyRange.hash(partitionKey);

        assertThat(HashKeyRange.split(parts).stream().filter(range -> range.contains(key)))
                .hasSize(1);
    }

    @Property
    void sequenceNumbersIncreaseEvenWhenTheClockGoesBack(
            @ForAll @Size(max = 50) List<@LongRange(min = -100_000, max = 100_000) Long> clockSteps) {
        TestClock clock = new TestClock(Instant.parse("2026-11-21T08:00:00Z"));
        Shard shard = shard(clock);
        List<SequenceNumber> numbers = new ArrayList<>(List.of(shard.startingSequenceNumber()));

        for (long millis : clockSteps) {
            clock.advance(Duration.ofMillis(millis));
            numbers.add(shard.append("k", new byte[0]).orElseThrow());
        }

        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        assertThat(numbers).allSatisfy(number -> assertThat(number.toString()).hasSize(56));
    }

    @Property
    void sequenceNumbersTellWhereTheyAreFrom(
            @ForAll @IntRange(min = 0, max = 100_000) int shardIndex,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long counter) {
        Instant created = Instant.parse("2026-11-21T08:00:00Z");

        SequenceNumber number = SequenceNumber.parse(
                        SequenceNumber.of(created, shardIndex, counter, created.plusSeconds(5))
                                .toString())
                .orElseThrow();

        assertThat(number.counter()).isEqualTo(counter);
        assertThat(number.belongsTo(created, shardIndex)).isTrue();
        assertThat(number.belongsTo(created, shardIndex + 1)).isFalse();
        assertThat(number.belongsTo(created.plusSeconds(1), shardIndex)).isFalse();
    }

    private static Shard shard(TestClock clock) {
        HashKeyRange all = HashKeyRange.split(1).getFirst();
        return new Shard(
                3,
                clock.instant(),
                all,
                KinesisSettings.DEFAULT,
                new RecordMemory(KinesisSettings.DEFAULT.maxBytes()),
                clock,
                null);
    }
}
