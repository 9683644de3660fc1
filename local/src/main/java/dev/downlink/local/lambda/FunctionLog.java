package dev.downlink.local.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A function's log file, {@code <work>/logs/<function>.log}, begun anew with each run of the runtime. */
final class FunctionLog implements AutoCloseable {

    private final Path file;
    private final OutputStream stream;

    FunctionLog(Path workDirectory, String functionName) throws IOException {
        file = Files.createDirectories(workDirectory.resolve("logs")).resolve(functionName + ".log");
        stream = Files.newOutputStream(file);
    }

    Path file() {
        return file;
    }

    /** Writes whole lines, so that environments do not cut into one another's. */
    synchronized void write(String lines) {
        try {
            stream.write(lines.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        stream.close();
    }
}
