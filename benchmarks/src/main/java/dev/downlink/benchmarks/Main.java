package dev.downlink.benchmarks;

import dev.downlink.benchmarks.fanout.FanOutBenchmark;
import dev.downlink.benchmarks.poster.PosterBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Runs the measures named, or all, and prints one line a figure. */
public final class Main {

    private static final List<String> ALL = List.of(
            "startup",
            "memory",
            "functions",
            "roundtrip",
            "latency",
            "lag",
            "publish",
            "broadcast",
            "schedules",
            "poster",
            "fan-out");
    private static final double[] SPEEDS = {1, 2, 4, 6, 8, 10, 12, 16};

    private final Path root;

    private Main(Path root) {
        this.root = root;
    }

    /** The first argument is the project's root, the others are names of measures. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Set<String> wanted = new LinkedHashSet<>(List.of(arguments).subList(1, arguments.length));
        if (!ALL.containsAll(wanted)) {
            System.err.println("benchmarks: expected some of " + String.join(" ", ALL));
            System.exit(2);
        }
        var main = new Main(Path.of(arguments[0]));
        for (String measure : wanted.isEmpty() ? ALL : wanted) {
            switch (measure) {
                case "startup" -> main.startup();
                case "memory" -> main.memory();
                case "functions" -> main.functions();
                case "roundtrip" -> main.roundtrip();
                case "latency" -> main.latency();
                case "lag" -> main.lag();
                case "poster" -> PosterBenchmark.run(main.root, text -> report("poster", text));
                case "fan-out" -> FanOutBenchmark.run(text -> report("fan-out", text));
                case "schedules" -> ScheduleBenchmark.run(main.root, text -> report("schedules", text));
                case "publish" -> PublishBenchmark.run(main.root, text -> report("publish", text));
                default -> BroadcastBenchmark.run(main.root, text -> report("broadcast", text));
            }
        }
        System.exit(0);
    }

    private void startup() throws IOException, InterruptedException {
        double[] seconds = new double[5];
        for (int i = 0; i < seconds.length; i++) {
            try (var downlink = Downlink.start(root)) {
                seconds[i] = downlink.startup().toMillis() / 1_000.0;
            }
        }
        report(
                "startup",
                "from ./downlink, built, to healthy: median %.1f s of %d, slowest %.1f s"
                        .formatted(
                                new Sample(seconds).percentile(0.5),
                                seconds.length,
                                DoubleStream.of(seconds).max().orElseThrow()));
    }

    private void memory() throws IOException, InterruptedException {
        archiveClasses();
        try (var downlink = Downlink.start(root, "--no-demo")) {
            EveryFunction.use(Duration.ofSeconds(1));
            Thread.sleep(20_000);
            report(
                    "memory",
                    "idle, every function's process running: %.2f GB (%s)"
                            .formatted(downlink.memoryBytes() / 1e9, String.join(" + ", downlink.processes())));
        }
    }

    private void functions() throws IOException, InterruptedException {
        archiveClasses();
        var logs = new FunctionLogs();
        try (var downlink = Downlink.start(root, "--no-demo")) {
            // The first round is for the database and the runtime, which start cold too.
            for (int round = 0; round < 8; round++) {
                EveryFunction.use(Duration.ofSeconds(1));
                // A worker that dies holding its lease is awaited: let them finish first.
                Thread.sleep(4_000);
                downlink.endFunctions();
                Thread.sleep(1_000);
            }
            for (int i = 0; i < 100; i++) {
                EveryFunction.use(Duration.ZERO);
            }
        }
        logs.read(root);
        logs.lines().forEach(line -> report("functions", line));
    }

    /** Lets every function record its class-data archive, which it does when it has had nothing to do for a while. */
    private void archiveClasses() throws IOException, InterruptedException {
        try (var downlink = Downlink.start(root, "--no-demo")) {
            EveryFunction.use(Duration.ofSeconds(1));
            long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (count("local/runtime/target/archives", ".jsa") < count("local/runtime/target/logs", ".log")
                    && System.nanoTime() < deadline) {
                Thread.sleep(1_000);
            }
        }
    }

    private long count(String directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(directory))) {
            return files.filter(file -> file.toString().endsWith(suffix)).count();
        }
    }

    private void roundtrip() throws IOException, InterruptedException {
        var logs = new FunctionLogs();
        try (var downlink = Downlink.start(root, "--no-demo")) {
            RefusedRequests.send(5_000);
        }
        logs.read(root);
        for (String function : List.of("connection-service-session", "chat-service-api")) {
            List<Double> warm = logs.warm(function);
            report(
                    "roundtrip",
                    "Runtime API, warm, a request that " + function + " refuses: "
                            + Sample.of(warm.subList(warm.size() / 2, warm.size()))
                                    .describe("ms"));
        }
    }

    private void latency() throws IOException, InterruptedException {
        try (var downlink = Downlink.start(root, "--no-demo")) {
            report(
                    "latency",
                    "Kinesis put to client frame: " + Latency.putToFrame(200).describe("ms"));
        }
    }

    private void lag() throws IOException, InterruptedException {
        double highest = 0;
        for (double speed : SPEEDS) {
            try (var downlink = Downlink.start(root, "--demo-speed", "" + speed)) {
                Thread.sleep(15_000);
                DemoLag lag = DemoLag.watch(60);
                report(
                        "lag",
                        "speed %.0f: %.0f records/s at the client, age then %s, at the end %s%s"
                                .formatted(
                                        speed,
                                        lag.recordsPerSecond(),
                                        lag.first().describe("ms"),
                                        lag.last().describe("ms"),
                                        lag.holds() ? "" : ", growing"));
                if (!lag.holds()) {
                    break;
                }
                highest = speed;
            }
        }
        report("lag", "highest speed without growing lag: %.0f".formatted(highest));
    }

    private static void report(String measure, String text) {
        System.out.println(measure + ": " + text);
    }
}
