package dev.downlink.local.runtime;

import dev.downlink.local.aws.Tasks;
import dev.downlink.local.runtime.service.InvalidDescriptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of {@code --faults}, applied at the start and each time it changes until it is closed. A mistake at the start is an
 * exception; one that is made later is logged, and the faults stay as they are.
 */
final class FaultsFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FaultsFile.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final Path file;
    private final Faults faults;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("faults").factory());
    private String content;

    private FaultsFile(Path file, Faults faults) throws IOException {
        this.file = file;
        this.faults = faults;
        this.content = Files.readString(file);
        FaultSettings.read(file).apply(faults);
    }

    static FaultsFile follow(Path file, Faults faults) throws IOException {
        FaultsFile followed = new FaultsFile(file, faults);
        Tasks.runEvery(followed.timer, POLL_INTERVAL, followed::poll);
        return followed;
    }

    synchronized void poll() {
        try {
            String now = Files.readString(file);
            if (!now.equals(content)) {
                content = now;
                FaultSettings.read(file).apply(faults);
                LOG.info("faults replaced with those of {}", file);
            }
        } catch (IOException | InvalidDescriptionException e) {
            LOG.error("faults stay as they are: {}", Reason.of(e));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
