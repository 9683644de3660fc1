package dev.downlink.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TasksTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(Tasks.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void runsATaskAgainAfterItFailed() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(3);
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
            Tasks.runEvery(timer, Duration.ofMillis(1), () -> {
                runs.countDown();
                throw new IllegalStateException("out of order");
            });

            assertThat(runs.await(30, TimeUnit.SECONDS)).isTrue();
            timer.shutdownNow();
        }
        assertThat(lines.list).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void logsWhatALaterTaskThrew() {
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
            Tasks.runAfter(timer, Duration.ZERO, () -> {
                throw new IllegalStateException("out of order");
            });
        }

        assertThat(lines.list)
                .singleElement()
                .satisfies(line ->
                        assertThat(line.getThrowableProxy().getMessage()).isEqualTo("out of order"));
    }

    @Test
    void runsNothingOnATimerThatHasEnded() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        timer.close();

        Tasks.runAfter(timer, Duration.ZERO, () -> {});
    }

    @Test
    void logsHowAStageFailed() {
        Tasks.logFailure(CompletableFuture.failedFuture(new IllegalStateException("out of order")));

        assertThat(lines.list).hasSize(1);
    }
}
