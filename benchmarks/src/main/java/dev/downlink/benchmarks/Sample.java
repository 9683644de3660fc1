package dev.downlink.benchmarks;

import java.util.Arrays;
import java.util.List;

/** A set of measured values. */
record Sample(double[] values) {

    Sample {
        values = values.clone();
        Arrays.sort(values);
    }

    static Sample of(List<Double> values) {
        return new Sample(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The value below which {@code share} (0 to 1) of them lie; NaN without any. */
    double percentile(double share) {
        return values.length == 0
                ? Double.NaN
                : values[(int) Math.min(values.length - 1L, Math.round(share * values.length))];
    }

    /** {@code p50 1.2, p99 3.4 ms (100)}. */
    String describe(String unit) {
        return String.format("p50 %.2f, p99 %.2f %s (n = %d)", percentile(0.5), percentile(0.99), unit, values.length);
    }
}
