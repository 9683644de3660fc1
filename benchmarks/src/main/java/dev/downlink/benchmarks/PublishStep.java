package dev.downlink.benchmarks;

import java.util.List;

/**
 * Publications at one rate, and how long each took to each subscriber, in ms since it was due.
 *
 * @param first of those due in the first third of the time
 * @param last of those due in the last third
 * @param backlog frames that had not come half a second after the last publication was due
 * @param lost frames that never came, or publications that were refused
 */
record PublishStep(double rate, Sample all, Sample first, Sample last, long backlog, long lost) {

    private static final double GROWING = 2;

    /** A frame and when its publication was due, both in ns since the step began. */
    record Arrival(long dueNanos, long atNanos) {}

    static PublishStep of(double rate, int publications, int subscribers, List<Arrival> arrivals) {
        double lengthNanos = publications / rate * 1e9;
        long expected = (long) publications * subscribers;
        long inTime = arrivals.stream()
                .filter(arrival -> arrival.atNanos() <= lengthNanos + 500_000_000)
                .count();
        return new PublishStep(
                rate,
                between(arrivals, 0, Double.MAX_VALUE),
                between(arrivals, 0, lengthNanos / 3),
                between(arrivals, lengthNanos * 2 / 3, Double.MAX_VALUE),
                expected - inTime,
                expected - arrivals.size());
    }

    private static Sample between(List<Arrival> arrivals, double from, double to) {
        return new Sample(arrivals.stream()
                .filter(arrival -> arrival.dueNanos() >= from && arrival.dueNanos() < to)
                .mapToDouble(arrival -> (arrival.atNanos() - arrival.dueNanos()) / 1e6)
                .toArray());
    }

    /** Whether the system keeps up. */
    boolean holds() {
        return lost == 0 && backlog <= Math.max(1, rate / 2) && last.percentile(0.5) <= GROWING * first.percentile(0.5);
    }
}
