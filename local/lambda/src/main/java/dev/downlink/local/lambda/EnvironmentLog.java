package dev.downlink.local.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one execution environment logs: the function's output between Lambda's START, END and REPORT lines. */
final class EnvironmentLog {

    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentLog.class);

    private final FunctionConfiguration function;
    private final FunctionLog log;
    private final Logger logger;

    EnvironmentLog(FunctionConfiguration function, FunctionLog log) {
        this.function = function;
        this.log = log;
        this.logger = LoggerFactory.getLogger("function." + function.name());
    }

    /** Copies the process's output until it ends. */
    void follow(InputStream output) {
        Thread.ofPlatform().daemon().name("log " + function.name()).start(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    write(line + "\n");
                    logger.debug("{}", line);
                }
            } catch (IOException e) {
                logger.debug("the output ended: {}", e.getMessage());
            }
        });
    }

    void started(String requestId) {
        write("START RequestId: " + requestId + " Version: $LATEST\n");
    }

    /** Writes END and REPORT. */
    void finished(String requestId, Duration duration, Duration initDuration, long pid) {
        double millis = duration.toNanos() / 1e6;
        String init = initDuration.isZero() ? "" : "\tInit Duration: %.2f ms".formatted(initDuration.toNanos() / 1e6);
        write(String.format(
                Locale.ROOT,
                "END RequestId: %1$s%nREPORT RequestId: %1$s\tDuration: %2$.2f ms\tBilled Duration: %3$d ms"
                        + "\tMemory Size: %4$d MB%5$s%6$s\t%n",
                requestId,
                millis,
                (long) Math.ceil(millis),
                function.memoryMb(),
                maxMemoryUsed(pid),
                init));
    }

    /** Says on the terminal that an invocation failed, or that the process did not start. */
    void failed(String what, byte[] error) {
        LOG.warn("{} {} {} (see {})", function.name(), what, ErrorPayload.summary(error), log.file());
    }

    private void write(String lines) {
        log.write(lines);
    }

    /** The process's peak, which only Linux tells. */
    private static String maxMemoryUsed(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> "\tMax Memory Used: " + Integer.parseInt(line.replaceAll("\\D", "")) / 1024 + " MB")
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
