package dev.downlink.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** 50 publications to 1,000 sockets, of this commit and of an earlier one. */
final class BroadcastBenchmark {

    private static final int SOCKETS = 1_000;
    private static final int PUBLICATIONS = 50;

    private BroadcastBenchmark() {}

    /** Reports each result, and last {@code ratio <n>} of frames per second, after over before. */
    static void run(Path root, Consumer<String> report) throws IOException, InterruptedException {
        var results = Comparison.run(
                root,
                () -> Broadcast.to(SOCKETS, PUBLICATIONS),
                (system, result) -> report.accept(
                        "%s: 1,000 sockets, 50 publications: %.0f frames/s, %.0f publications/s, %d missing"
                                .formatted(
                                        system,
                                        result.framesPerSecond(),
                                        result.publicationsPerSecond(),
                                        result.missing())));
        if (results.isComplete()) {
            report.accept("ratio of publications/s %.1f".formatted(results.ratio(Broadcast::publicationsPerSecond)));
            report.accept("ratio %.1f".formatted(results.ratio(Broadcast::framesPerSecond)));
        }
    }
}
