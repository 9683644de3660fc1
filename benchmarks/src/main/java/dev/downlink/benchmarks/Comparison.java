package dev.downlink.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a measure of the running system came to: of this commit and, where the environment variable {@code BEFORE} names a built
 * checkout of an earlier one, of that too. The two are started in turns, one at a time, without the demo.
 *
 * @param before empty without {@code BEFORE}
 */
record Comparison<T>(List<T> before, List<T> after) {

    private static final int ROUNDS = 2;

    /** Measures the system that is running. */
    interface Measure<T> {
        T take() throws IOException, InterruptedException;
    }

    /** Gets each result as soon as there is one. */
    interface Listener<T> {

        /** @param system {@code before} or {@code after} */
        void measured(String system, T result);
    }

    static <T> Comparison<T> run(Path root, Measure<T> measure, Listener<T> listener)
            throws IOException, InterruptedException {
        Comparison<T> results = new Comparison<>(new ArrayList<>(), new ArrayList<>());
        String earlier = System.getenv().getOrDefault("BEFORE", "");
        if (earlier.isEmpty()) {
            results.after.add(measure(root, measure));
            listener.measured("after", results.after.getLast());
            return results;
        }
        for (int round = 0; round < ROUNDS; round++) {
            results.before.add(measure(Path.of(earlier), measure));
            listener.measured("before", results.before.getLast());
            results.after.add(measure(root, measure));
            listener.measured("after", results.after.getLast());
        }
        return results;
    }

    private static <T> T measure(Path root, Measure<T> measure) throws IOException, InterruptedException {
        try (var downlink = Downlink.start(root, "--no-demo")) {
            return measure.take();
        }
    }

    boolean isComplete() {
        return !before.isEmpty();
    }

    /** The median after over the median before. */
    double ratio(ToDoubleFunction<T> figure) {
        return median(after, figure) / median(before, figure);
    }

    /** Of an even number the mean of the two in the middle. */
    private static <T> double median(List<T> results, ToDoubleFunction<T> figure) {
        List<Double> sorted = results.stream()
                .map(figure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
