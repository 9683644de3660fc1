package dev.downlink.metrics;

import static java.util.stream.Collectors.joining;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values of one moment: a JSON line of the embedded metric format
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html). Not for several
 * threads.
 */
public final class MetricLine {

    /** Of one metric in one line: CloudWatch's limit. */
    public static final int MAX_VALUES = 100;

    private static final String NAMESPACE = "Downlink";

    private final Clock clock;
    private final @Nullable String environment;
    private final Consumer<String> out;
    private final Map<Metric, List<Long>> values = new EnumMap<>(Metric.class);
    private @Nullable Dimension dimension;
    private String dimensionValue = "";

    MetricLine(Clock clock, @Nullable String environment, Consumer<String> out) {
        this.clock = clock;
        this.environment = environment;
        this.out = out;
    }

    /** Adds to the count; 0 adds nothing. */
    public MetricLine count(Metric metric, long count) {
        if (count > 0) {
            values.merge(metric, List.of(count), (one, other) -> List.of(one.getFirst() + other.getFirst()));
        }
        return this;
    }

    /** Adds a time; at most {@link #MAX_VALUES} of one metric. */
    public MetricLine time(Metric metric, Duration time) {
        values.computeIfAbsent(metric, name -> new ArrayList<>()).add(Math.max(0, time.toMillis()));
        return this;
    }

    /**
     * Counts the line's metrics by this, too. Each value is a metric of its own, and costs as one.
     *
     * @param value of few possible ones, which need no escapes in JSON
     */
    public MetricLine by(Dimension by, String value) {
        dimension = by;
        dimensionValue = value.isEmpty() ? "(none)" : value;
        return this;
    }

    /** Whether there is room for another time. */
    public boolean isFull(Metric metric) {
        return values.getOrDefault(metric, List.of()).size() >= MAX_VALUES;
    }

    /** Writes the line, if there is anything in it, and clears it. */
    public void write() {
        if (environment != null && !values.isEmpty()) {
            out.accept(json(environment));
        }
        values.clear();
    }

    private String json(String name) {
        String metrics = values.keySet().stream()
                .map(metric -> "{\"Name\":\"%s\",\"Unit\":\"%s\"}".formatted(metric.label(), metric.unit()))
                .collect(joining(","));
        String measured = values.entrySet().stream()
                .map(entry -> ",\"%s\":%s".formatted(entry.getKey().label(), value(entry.getValue())))
                .collect(joining());
        return "{\"_aws\":{\"Timestamp\":%d,\"CloudWatchMetrics\":[{\"Namespace\":\"%s\",\"Dimensions\":%s,\"Metrics\":[%s]}]}%s%s}"
                .formatted(
                        clock.millis(),
                        NAMESPACE,
                        dimension == null
                                ? "[[\"environment\"]]"
                                : "[[\"environment\"],[\"environment\",\"%s\"]]".formatted(dimension.label()),
                        metrics,
                        ",\"environment\":\"%s\"%s"
                                .formatted(
                                        name,
                                        dimension == null
                                                ? ""
                                                : ",\"%s\":\"%s\"".formatted(dimension.label(), dimensionValue)),
                        measured);
    }

    private static String value(List<Long> all) {
        return all.size() == 1
                ? all.getFirst().toString()
                : all.stream().map(String::valueOf).collect(joining(",", "[", "]"));
    }
}
