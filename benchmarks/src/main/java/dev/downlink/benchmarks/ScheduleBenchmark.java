package dev.downlink.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** How fast schedules are created over HTTP, and how many occurrences a second reach a client within 2 s of their time. */
final class ScheduleBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int[] PER_SECOND = {2, 5, 10, 20, 40, 80};
    private static final int SECONDS = 10;
    private static final int CALLERS = 4;
    private static final double LATE_MILLIS = 2_000;
    private static final String CHANNEL = "chat:benchmark";

    private ScheduleBenchmark() {}

    static void run(Path root, Consumer<String> report) throws IOException, InterruptedException {
        try (var downlink = Downlink.start(root, "--no-demo")) {
            create(Instant.now().plusSeconds(3600), 20);
            for (int rate : PER_SECOND) {
                double p99 = step(rate, report);
                if (p99 > LATE_MILLIS) {
                    return;
                }
            }
        }
    }

    /** @return the 99th percentile of how late occurrences are, in milliseconds; infinite if some never come */
    private static double step(int rate, Consumer<String> report) throws InterruptedException {
        List<Double> lateMillis = new CopyOnWriteArrayList<>();
        int all = rate * SECONDS;
        try (var subscriber = Subscriber.open(
                Downlink.gateway(""),
                message -> message.lines()
                        .map(ScheduleBenchmark::due)
                        .filter(due -> due > 0)
                        .forEach(due -> lateMillis.add((double) System.currentTimeMillis() - due)))) {
            subscriber.send("{\"action\":\"subscribe\",\"channel\":\"" + CHANNEL + "\"}");
            // Created before the first is due, however long that takes at 20 a second.
            Instant first = Instant.now().plusSeconds(10 + all / 20).truncatedTo(ChronoUnit.SECONDS);
            long before = System.nanoTime();
            for (int second = 0; second < SECONDS; second++) {
                create(first.plusSeconds(second), rate);
            }
            double seconds = (System.nanoTime() - before) / 1e9;
            Thread.sleep(Duration.between(Instant.now(), first.plusSeconds(SECONDS + 10)));
            Sample late = Sample.of(lateMillis);
            double p99 = lateMillis.size() < all ? Double.POSITIVE_INFINITY : late.percentile(0.99);
            report.accept("%d occurrences/s: %d of %d came, median %.0f ms late, p99 %.0f ms; created %.0f schedules/s"
                    .formatted(
                            rate, lateMillis.size(), all, late.percentile(0.5), late.percentile(0.99), all / seconds));
            return p99;
        }
    }

    private static void create(Instant due, int count) throws InterruptedException {
        String body =
                "{\"channel\":\"%s\",\"at\":\"%s\",\"data\":{\"due\":%d}}".formatted(CHANNEL, due, due.toEpochMilli());
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<String>> calls =
                    callers.invokeAll(Collections.nCopies(count, () -> Downlink.api("schedule", body)));
            for (Future<String> call : calls) {
                if (!call.resultNow().contains("\"result\"")) {
                    throw new UncheckedIOException(new IOException(call.resultNow()));
                }
            }
        }
    }

    private static long due(String line) {
        try {
            return JSON.readTree(line).at("/data/due").asLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
