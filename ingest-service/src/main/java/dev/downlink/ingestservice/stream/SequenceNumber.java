package dev.downlink.ingestservice.stream;

/** A record's position in its shard: a decimal number too large for a {@code long}, ordered as a number. */
public record SequenceNumber(String value) implements Comparable<SequenceNumber> {

    /** Before every record. */
    public static final SequenceNumber NONE = new SequenceNumber("0");

    /** Kinesis: {@code 0|([1-9]\d{0,128})}. */
    private static final int MAX_DIGITS = 129;

    /** The number with leading zeros, whose order as text is its order as a number. */
    public String sortable() {
        return "0".repeat(MAX_DIGITS - value.length()) + value;
    }

    public static SequenceNumber ofSortable(String sortable) {
        String digits = sortable.replaceFirst("^0+", "");
        return digits.isEmpty() ? NONE : new SequenceNumber(digits);
    }

    @Override
    public int compareTo(SequenceNumber other) {
        int byLength = Integer.compare(value.length(), other.value.length());
        return byLength != 0 ? byLength : value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
