package dev.downlink.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How old the demo's positions are when they reach a client that follows every line, and whether that age grows: in the
 * first and in the last third of the time watched.
 *
 * @param recordsPerSecond that reached the client
 */
record DemoLag(double recordsPerSecond, Sample first, Sample last) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ROUTES = List.of(
            "1", "2", "3", "4", "5", "6", "6X", "7", "7X", "A", "B", "C", "D", "E", "F", "FX", "FS", "G", "GS", "H",
            "J", "L", "M", "N", "Q", "R", "SI", "W", "Z");

    /** No growing lag: the last third is at most half a second older than the first. */
    boolean holds() {
        return last.percentile(0.5) < first.percentile(0.5) + 500;
    }

    static DemoLag watch(int seconds) throws InterruptedException {
        List<double[]> ages = new CopyOnWriteArrayList<>();
        List<Double> batch = new java.util.ArrayList<>();
        long start = System.currentTimeMillis();
        try (var subscriber = Subscriber.open(Downlink.gateway(""), message -> {
            long now = System.currentTimeMillis();
            batch.clear();
            message.lines().forEach(line -> addAge(line, now, batch));
            if (!batch.isEmpty()) {
                double oldest =
                        batch.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
                ages.add(new double[] {now - start, oldest, batch.size()});
            }
        })) {
            for (String route : ROUTES) {
                subscriber.send("{\"action\":\"subscribe\",\"channel\":\"route:" + route + "\"}");
            }
            Thread.sleep(seconds * 1_000L);
        }
        double third = seconds * 1_000 / 3.0;
        double count = ages.stream()
                .filter(age -> age[0] >= third)
                .mapToDouble(age -> age[2])
                .sum();
        return new DemoLag(
                count / (seconds * 2 / 3.0),
                between(ages, third, 2 * third),
                between(ages, 2 * third, Double.MAX_VALUE));
    }

    private static Sample between(List<double[]> ages, double from, double to) {
        return new Sample(ages.stream()
                .filter(age -> age[0] >= from && age[0] < to)
                .mapToDouble(age -> age[1])
                .toArray());
    }

    private static void addAge(String line, long now, List<Double> ages) {
        try {
            var time = JSON.readTree(line).path("data").path("time");
            if (time.isNumber()) {
                ages.add((double) (now - time.asLong()));
            }
        } catch (IOException e) {
            throw new IllegalStateException(line, e);
        }
    }
}
