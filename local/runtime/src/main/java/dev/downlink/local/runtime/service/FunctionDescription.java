package dev.downlink.local.runtime.service;

import static java.util.stream.Collectors.toMap;

import dev.downlink.channel.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One Lambda function and what invokes it.
 *
 * @param name within the service, such as {@code fan-out}
 * @param option of the environment without which the function is not used; null: it always is
 * @param reservedConcurrency null: unreserved
 * @param httpRoutes a method and a path, such as {@code POST /api/publish}; path variables are not supported
 * @param websocketReply whether the result is sent back on the connection
 * @param kinesis null without an event source
 * @param permissions by resource
 */
public record FunctionDescription(
        String name,
        @Nullable String option,
        String handler,
        int memoryMb,
        Duration timeout,
        @Nullable Integer reservedConcurrency,
        List<String> websocketRoutes,
        boolean websocketReply,
        List<String> httpRoutes,
        @Nullable KinesisDescription kinesis,
        AsyncDescription async,
        Map<String, ScheduleDescription> schedules,
        Map<String, Permission> permissions) {

    private static final Pattern HTTP_ROUTE = Pattern.compile("(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /[^\\s{}]*");

    public FunctionDescription {
        websocketRoutes = List.copyOf(websocketRoutes);
        httpRoutes = List.copyOf(httpRoutes);
        schedules = Map.copyOf(schedules);
        permissions = Map.copyOf(permissions);
    }

    static FunctionDescription of(String name, Settings settings) {
        return new FunctionDescription(
                name,
                settings.text("option", "an option of environments"),
                settings.requiredText("handler", "a class"),
                settings.requiredNumber("memory_mb", 128, 10_240),
                Duration.ofSeconds(settings.requiredNumber("timeout_seconds", 1, 900)),
                settings.number("reserved_concurrency", 0, 1_000),
                settings.texts("websocket_routes", "a route key"),
                settings.flag("websocket_reply"),
                httpRoutes(settings),
                settings.optional("kinesis", KinesisDescription::of),
                settings.mapping("async").read(AsyncDescription::of),
                settings.mapping("schedules").each((key, each) -> each.read(one -> ScheduleDescription.of(key, one))),
                permissions(settings.mapping("permissions")));
    }

    private static List<String> httpRoutes(Settings settings) {
        String expected = "a method and a path, such as \"POST /api/publish\"";
        List<String> routes = settings.texts("http_routes", expected);
        for (String route : routes) {
            if (!HTTP_ROUTE.matcher(route).matches()) {
                throw settings.invalid("http_routes", route, expected);
            }
        }
        return routes;
    }

    private static Map<String, Permission> permissions(Settings settings) {
        return settings.keys().stream()
                .collect(toMap(resource -> resource, resource -> Permission.of(settings, resource)));
    }
}
