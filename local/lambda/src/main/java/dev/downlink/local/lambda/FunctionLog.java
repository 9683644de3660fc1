package dev.downlink.local.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A function's log file, {@code <work>/logs/<function>.log}, begun anew with each run of the runtime. */
final class FunctionLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FunctionLog.class);

    private final Path file;
    private final OutputStream stream;

    FunctionLog(Path workDirectory, String functionName) throws IOException {
        file = Files.createDirectories(workDirectory.resolve("logs")).resolve(functionName + ".log");
        stream = Files.newOutputStream(file);
    }

    Path file() {
        return file;
    }

    /**
     * Writes whole lines, so that environments do not cut into one another's. What cannot be written, as on a full disk, is
     * dropped: no invocation fails for its log.
     */
    synchronized void write(String lines) {
        try {
            stream.write(lines.getBytes(StandardCharsets.UTF_8));
        } catch (ClosedChannelException e) {
            LOG.debug("{} is closed", file);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        stream.close();
    }
}
