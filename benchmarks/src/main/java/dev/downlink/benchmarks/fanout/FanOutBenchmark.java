package dev.downlink.benchmarks.fanout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** One worker of one vCPU, a sink with 15 ms latency and the default quota of an account, 100,000 subscribers. */
public final class FanOutBenchmark {

    private static final int SUBSCRIBERS = 100_000;
    /** An account's default quota. */
    private static final int QUOTA = 10_000;

    private static final int NO_QUOTA = 1_000_000;
    private static final int RUNS = 3;
    /** 1.2 times what the quota allows. */
    private static final double TARGET_SECONDS = 12;

    private static final int MANY = 1_000_000;
    private static final int SHARDS = 16;

    /** The fan-out function's, as the local runtime starts it. */
    private static final List<String> LAMBDA_OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms32m", "-XX:NewSize=16m", "-XX:MaxHeapSize=891290k");

    private final PinnedProcess sink;
    private final PinnedProcess worker;
    private final Consumer<String> report;

    /** @param seconds from the start of the run to the last subscriber */
    private record Run(double seconds, double cpuSeconds, SinkCount count) {}

    private FanOutBenchmark(PinnedProcess sink, PinnedProcess worker, Consumer<String> report) {
        this.sink = sink;
        this.worker = worker;
        this.report = report;
    }

    /** Reports each run, the median, and what follows for a million subscribers. */
    public static void run(Consumer<String> report) throws IOException {
        try (PinnedProcess sink = PinnedProcess.start(1, List.of(ThrottledSink.class.getName()))) {
            List<String> command = new ArrayList<>(LAMBDA_OPTIONS);
            command.addAll(profilerOptions());
            command.addAll(List.of(
                    Worker.class.getName(), "http://localhost:" + sink.nextAnswer() + "/local", "" + SUBSCRIBERS));
            try (PinnedProcess worker = PinnedProcess.start(0, command)) {
                worker.nextAnswer();
                new FanOutBenchmark(sink, worker, report).run();
            }
        }
    }

    /** {@code WORKER_OPTIONS}: for a profiler. */
    private static List<String> profilerOptions() {
        String options = System.getenv().getOrDefault("WORKER_OPTIONS", "");
        return options.isEmpty() ? List.of() : List.of(options.split(" ", -1));
    }

    private void run() throws IOException {
        List<Run> runs = new ArrayList<>();
        for (int n = 1; n <= RUNS; n++) {
            runs.add(run("quota 10,000 posts/s, run " + n + (n == 1 ? " (new process)" : ""), QUOTA));
        }
        Run median = median(runs);
        report.accept("100,000 subscribers, quota 10,000 posts/s: median %.2f s, target %.0f s"
                .formatted(median.seconds(), TARGET_SECONDS));
        List<Run> unlimited = new ArrayList<>();
        for (int n = 1; n <= RUNS; n++) {
            unlimited.add(run("no quota, run " + n, NO_QUOTA));
        }
        reportMany(median(unlimited));
    }

    private Run run(String title, int quota) throws IOException {
        sink.ask("reset " + quota);
        String[] answer = worker.ask("run").split(" ", 2);
        SinkCount count = SinkCount.parse(sink.ask("count"));
        Run run =
                new Run((count.lastNanos() - Long.parseLong(answer[0])) / 1e9, Long.parseLong(answer[1]) / 1e9, count);
        report.accept("%s: %.2f s, %,d of %,d subscribers, %,d posts, %,d times 429, %d closed, %.2f CPU-s"
                .formatted(
                        title,
                        run.seconds(),
                        count.reached(),
                        SUBSCRIBERS,
                        count.posts(),
                        count.throttled(),
                        count.closed(),
                        run.cpuSeconds()));
        return run;
    }

    private static Run median(List<Run> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(Run::seconds))
                .toList()
                .get(runs.size() / 2);
    }

    /** A worker's rate is that of the runs without a quota: as much as its vCPU and its posts in flight allow. */
    private void reportMany(Run run) {
        double rate = SUBSCRIBERS / run.seconds();
        double perCpuSecond = SUBSCRIBERS / run.cpuSeconds();
        report.accept("no quota: %,.0f posts/s, %,.0f posts per CPU-second".formatted(rate, perCpuSecond));
        report.accept("computed for 1,000,000 subscribers, one worker: %.0f s at a quota of %,.0f posts/s (%.0f CPU-s)"
                .formatted(MANY / rate, rate, MANY / perCpuSecond));
        report.accept("computed for 1,000,000 subscribers, 16 shards: %.1f s at a quota of %,.0f posts/s"
                .formatted(MANY / rate / SHARDS, rate * SHARDS));
    }
}
