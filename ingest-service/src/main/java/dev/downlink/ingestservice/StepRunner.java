package dev.downlink.ingestservice;

import dev.downlink.concurrent.ParallelExecutor;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs steps in parallel, those of one key in order. A step that fails is the last of its key. */
@Singleton
final class StepRunner {

    /** One call to a dependency, on behalf of a record. */
    record Step(int index, String key, Runnable action) {}

    /** The first record whose step failed, and why. */
    record Failure(int index, RuntimeException cause) {}

    /** 8: what a store answers in parallel without being crowded. */
    private static final int THREADS = 8;

    /** Not the shared one: steps use that themselves, and all of its threads could wait for each other. */
    private final ParallelExecutor executor = new ParallelExecutor(THREADS);

    /** @return the failure of the foremost record; empty if no step failed */
    Optional<Failure> run(List<Step> steps) {
        List<List<Step>> sequences = List.copyOf(steps.stream()
                .collect(Collectors.groupingBy(Step::key, LinkedHashMap::new, Collectors.toList()))
                .values());
        return executor.map(sequences, StepRunner::runInOrder).stream()
                .flatMap(Optional::stream)
                .min(Comparator.comparingInt(Failure::index));
    }

    private static Optional<Failure> runInOrder(List<Step> steps) {
        for (Step step : steps) {
            try {
                step.action().run();
            } catch (RuntimeException e) {
                return Optional.of(new Failure(step.index(), e));
            }
        }
        return Optional.empty();
    }
}
