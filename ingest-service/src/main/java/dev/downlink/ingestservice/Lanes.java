package dev.downlink.ingestservice;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Takes steps side by side, those of one lane in order. A step that fails is the last of its lane. */
@Singleton
final class Lanes {

    /** One call to a dependency, on behalf of a record. */
    record Step(int index, String lane, Runnable action) {}

    /** The first record whose step failed, and why. */
    record Setback(int index, RuntimeException cause) {}

    /** 8: what a store answers side by side without being crowded. */
    private static final int WIDTH = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            WIDTH, Thread.ofPlatform().name("lane-", 0).daemon().factory());

    /** @return the setback of the foremost record; empty if every step was taken */
    Optional<Setback> take(List<Step> steps) {
        Collection<List<Step>> lanes = steps.stream()
                .collect(Collectors.groupingBy(Step::lane, LinkedHashMap::new, Collectors.toList()))
                .values();
        if (lanes.size() == 1) {
            return takeInOrder(steps);
        }
        List<CompletableFuture<Optional<Setback>>> underWay = lanes.stream()
                .map(lane -> CompletableFuture.supplyAsync(() -> takeInOrder(lane), threads))
                .toList();
        return underWay.stream().flatMap(lane -> lane.join().stream()).min(Comparator.comparingInt(Setback::index));
    }

    private static Optional<Setback> takeInOrder(List<Step> lane) {
        for (Step step : lane) {
            try {
                step.action().run();
            } catch (RuntimeException e) {
                return Optional.of(new Setback(step.index(), e));
            }
        }
        return Optional.empty();
    }
}
