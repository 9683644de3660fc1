package dev.downlink.local.kinesis;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * A record's place in its shard, in AWS's layout: {@code 2}, shard creation second (9 hex digits), low nibble of the shard
 * index (1), counter (16), {@code 00}, second of writing (9), shard index (8), {@code 2}; read as one number and written in
 * decimal. The counter alone orders the records of a shard.
 */
public record SequenceNumber(BigInteger value) implements Comparable<SequenceNumber> {

    private static final int HEX_DIGITS = 47;

    static SequenceNumber of(Instant shardCreated, int shardIndex, long counter, Instant written) {
        String hex = "2%09x%x%016x00%09x%08x2"
                .formatted(
                        shardCreated.getEpochSecond(), shardIndex & 0xF, counter, written.getEpochSecond(), shardIndex);
        return new SequenceNumber(new BigInteger(hex, 16));
    }

    /** Empty if the text is not a number of this layout. */
    static Optional<SequenceNumber> parse(String decimal) {
        if (!decimal.matches("0|[1-9]\\d{0,128}")) {
            return Optional.empty();
        }
        SequenceNumber number = new SequenceNumber(new BigInteger(decimal));
        String hex = number.hex();
        return hex.length() == HEX_DIGITS && hex.startsWith("2") && hex.endsWith("2")
                ? Optional.of(number)
                : Optional.empty();
    }

    /** Whether the shard of that index, created then, may have given this number. */
    boolean belongsTo(Instant shardCreated, int shardIndex) {
        String hex = hex();
        return Long.parseLong(hex.substring(1, 10), 16) == shardCreated.getEpochSecond()
                && Long.parseLong(hex.substring(38, 46), 16) == shardIndex;
    }

    long counter() {
        return Long.parseUnsignedLong(hex().substring(11, 27), 16);
    }

    private String hex() {
        return value.toString(16);
    }

    @Override
    public int compareTo(SequenceNumber other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
