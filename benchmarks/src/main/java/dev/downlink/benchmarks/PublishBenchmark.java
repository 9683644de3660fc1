package dev.downlink.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * From a publication to its frames, of this commit and of an earlier one.
 *
 * @param one latency at a low rate with one subscriber
 * @param hundred with 100
 * @param rate the highest at which latency does not grow, with one subscriber; 0 if it always does
 */
record PublishBenchmark(Sample one, Sample hundred, double rate) {

    private static final double[] RATES = {8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384};
    /** Low enough for a system that needs 115 ms of CPU for a publication, on two cores. */
    private static final double LOW_RATE = 5;

    private static final int LOW_SECONDS = 12;
    private static final int STEP_SECONDS = 6;
    private static final int ATTEMPTS = 2;
    private static final int WARM_UP_SECONDS = 10;

    /** Reports each result, and last {@code ratio p50 <n> rate <n>}, after over before, p50 for the worse audience. */
    static void run(Path root, Consumer<String> report) throws IOException, InterruptedException {
        var results = Comparison.run(root, PublishBenchmark::measure, (system, result) -> {
            report.accept("%s: 1 subscriber: %s".formatted(system, result.one.describe("ms")));
            report.accept("%s: 100 subscribers: %s".formatted(system, result.hundred.describe("ms")));
            report.accept("%s: highest rate without growing latency: %.0f/s".formatted(system, result.rate));
        });
        if (results.isComplete()) {
            double one = results.ratio(result -> result.one.percentile(0.5));
            double hundred = results.ratio(result -> result.hundred.percentile(0.5));
            report.accept("ratio p50, 1 subscriber %.2f, 100 subscribers %.2f".formatted(one, hundred));
            report.accept("ratio p50 %.2f rate %.1f"
                    .formatted(Math.max(one, hundred), results.ratio(PublishBenchmark::rate)));
        }
    }

    private static PublishBenchmark measure() throws InterruptedException {
        try (var load = new PublishLoad()) {
            load.subscribers(1);
            load.publish(LOW_RATE, WARM_UP_SECONDS);
            Sample one = load.publish(LOW_RATE, LOW_SECONDS).all();
            double rate = highestRate(load);
            load.subscribers(100);
            load.publish(LOW_RATE, WARM_UP_SECONDS / 2);
            return new PublishBenchmark(one, load.publish(LOW_RATE, LOW_SECONDS).all(), rate);
        }
    }

    private static double highestRate(PublishLoad load) throws InterruptedException {
        double highest = 0;
        for (double rate : RATES) {
            if (!holds(load, rate)) {
                break;
            }
            highest = rate;
        }
        return highest;
    }

    private static boolean holds(PublishLoad load, double rate) throws InterruptedException {
        boolean holds = false;
        // A step may start processes or meet a hiccup.
        for (int attempt = 0; attempt < ATTEMPTS && !holds; attempt++) {
            PublishStep step = load.publish(rate, STEP_SECONDS);
            print(step);
            holds = step.holds();
        }
        return holds;
    }

    private static void print(PublishStep step) {
        System.err.printf(
                "%.0f/s: first third %s, last third %s, backlog %d, lost %d%n",
                step.rate(), step.first().describe("ms"), step.last().describe("ms"), step.backlog(), step.lost());
    }
}
