package dev.downlink.metrics;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes metrics as lines of CloudWatch's embedded metric format to standard output, by environment. Writes nothing outside of
 * Lambda and in the environment {@code local}, where nothing collects them.
 */
@Singleton
public final class Metrics {

    /** A function is named {@code <project>-<environment>-<service>-<function>}. */
    private static final Pattern FUNCTION = Pattern.compile("([a-z0-9]+-(?!local-)[a-z0-9]+)-.+");

    private final Clock clock;
    private final @Nullable String environment;
    private final Consumer<String> out;

    @Inject
    Metrics(Clock clock) {
        this(clock, System.getenv("AWS_LAMBDA_FUNCTION_NAME"), System.out::println);
    }

    /** For tests. */
    public Metrics(Clock clock, @Nullable String function, Consumer<String> out) {
        this.clock = clock;
        this.out = out;
        Matcher name = FUNCTION.matcher(function == null ? "" : function);
        environment = name.matches() ? name.group(1) : null;
    }

    /** Writes nothing. */
    public static Metrics none() {
        return new Metrics(Clock.systemUTC(), null, line -> {});
    }

    /** A new line, to be filled and written. */
    public MetricLine line() {
        return new MetricLine(clock, environment, out);
    }
}
