package dev.downlink.ingestservice;

import dev.downlink.concurrent.ParallelExecutor;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs steps in parallel, those of one key in order. After a failed step, no further steps of its key run. */
@Singleton
final class StepRunner {

    /** One call to a dependency, on behalf of a record. */
    record Step(int index, String key, Runnable action) {}

    /** The first record whose step failed, and why. */
    record Failure(int index, RuntimeException cause) {}

    /** 8 calls at a time per batch, so that stores are not throttled. */
    private static final int THREADS = 8;

    /** Not the shared one: steps use that themselves, which could deadlock. */
    private final ParallelExecutor executor = new ParallelExecutor(THREADS);

    /** @return the failure of the first record that failed; empty if no step failed */
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
