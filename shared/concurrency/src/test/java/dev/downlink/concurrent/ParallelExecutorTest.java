package dev.downlink.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParallelExecutorTest {

    private final ParallelExecutor parallel = new ParallelExecutor();

    @AfterEach
    void stop() {
        parallel.stop();
    }

    @Test
    void doesSeveralThingsAtTheSameTime() {
        CyclicBarrier together = new CyclicBarrier(3);

        assertThat(parallel.map(List.of(1, 2, 3), item -> {
                    try {
                        together.await(10, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return item * 10;
                }))
                .containsExactly(10, 20, 30);
    }

    @Test
    void throwsTheFirstFailureOnceAllHaveBeenTried() {
        Set<Integer> tried = ConcurrentHashMap.newKeySet();
        List<Integer> items = IntStream.range(0, 50).boxed().toList();

        assertThatThrownBy(() -> parallel.each(items, item -> {
                    tried.add(item);
                    if (item % 20 == 10) {
                        throw new IllegalArgumentException("item " + item);
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("item 10");
        assertThat(tried).hasSize(50);
    }
}
