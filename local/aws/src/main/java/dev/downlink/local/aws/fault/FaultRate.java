package dev.downlink.local.aws.fault;

/**
 * How often a fault occurs.
 *
 * @param fraction of the calls that it applies to, above 0 and at most 1
 * @param times at most, then never again
 */
public record FaultRate(double fraction, int times) {

    public static final FaultRate ALWAYS = new FaultRate(1, Integer.MAX_VALUE);

    public FaultRate {
        if (!(fraction > 0 && fraction <= 1) || times < 1) {
            throw new IllegalArgumentException(
                    "a fault must have a fraction above 0 and at most 1 and occur once or more, got " + fraction
                            + " and " + times);
        }
    }

    /** The next calls, so many of them. */
    public static FaultRate next(int times) {
        return new FaultRate(1, times);
    }

    public static FaultRate ofFraction(double fraction) {
        return new FaultRate(fraction, Integer.MAX_VALUE);
    }
}
