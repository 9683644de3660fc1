package dev.downlink.local.runtime.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One Lambda function and what invokes it.
 *
 * @param name within the service, such as {@code fan-out}
 * @param reservedConcurrency null: unreserved
 * @param websocketReply whether the result is sent back on the connection
 * @param kinesis null without an event source
 * @param permissions by resource
 */
public record FunctionDescription(
        String name,
        String handler,
        int memoryMb,
        Duration timeout,
        @Nullable Integer reservedConcurrency,
        List<String> websocketRoutes,
        boolean websocketReply,
        List<HttpRoute> httpRoutes,
        @Nullable KinesisDescription kinesis,
        AsyncDescription async,
        Map<String, ScheduleDescription> schedules,
        Map<String, Permission> permissions) {

    public FunctionDescription {
        websocketRoutes = List.copyOf(websocketRoutes);
        httpRoutes = List.copyOf(httpRoutes);
        schedules = Map.copyOf(schedules);
        permissions = Map.copyOf(permissions);
    }

    static FunctionDescription of(String name, Section section) {
        return new FunctionDescription(
                name,
                section.string("handler"),
                section.integer("memory_mb", 128, 10_240),
                Duration.ofSeconds(section.integer("timeout_seconds", 1, 900)),
                section.optionalInteger("reserved_concurrency", 0, 1_000).stream()
                        .boxed()
                        .findFirst()
                        .orElse(null),
                section.strings("websocket_routes"),
                section.optionalBoolean("websocket_reply").orElse(false),
                section.strings("http_routes").stream()
                        .map(text -> HttpRoute.of(section, text))
                        .toList(),
                section.optionalSection("kinesis", KinesisDescription::of).orElse(null),
                section.optionalSection("async", AsyncDescription::of).orElse(AsyncDescription.DEFAULT),
                section.sections("schedules", ScheduleDescription::of),
                section.entries("permissions", Permission::of));
    }
}
