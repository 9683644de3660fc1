package dev.downlink.local.gateway.websocket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A route selection expression: literal text, {@code $request.body.a.b} or {@code ${request.body.a.b}}, mixed freely;
 * {@code \$} is a literal dollar sign. Values are put in as they are, never evaluated again.
 */
final class RouteSelection {

    /** One piece of the expression; what it contributes to the route key for a body. */
    private interface Part {
        String in(JsonNode body);
    }

    private static final String PATH = "((?:\\.[\\w-]+|\\[\\d+])+)";

    private static final Pattern TOKEN = Pattern.compile(
            "\\$\\{request\\.body" + PATH + "}|\\$request\\.body" + PATH + "|\\\\(\\$)|([^$\\\\]+)", Pattern.DOTALL);

    private static final Pattern STEP = Pattern.compile("\\.([\\w-]+)|\\[(\\d+)]");

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final List<Part> parts;

    private RouteSelection(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException if the expression uses anything but the request's body */
    static RouteSelection parse(String expression) {
        List<Part> parts = new ArrayList<>();
        Matcher token = TOKEN.matcher(expression);
        int end = 0;
        while (end < expression.length()) {
            if (!token.find(end) || token.start() != end) {
                throw new IllegalArgumentException(
                        "route selection expression " + expression + " is not understood from character " + end
                                + " on; expected text, $request.body.x or ${request.body.x}");
            }
            parts.add(part(token));
            end = token.end();
        }
        return new RouteSelection(parts);
    }

    /** The route key for a message; empty if the message is not JSON, for which the expression cannot be evaluated. */
    Optional<String> evaluate(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(parts.stream().map(part -> part.in(json)).collect(Collectors.joining()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Part part(Matcher token) {
        String path = token.group(1) != null ? token.group(1) : token.group(2);
        if (path == null) {
            String text = token.group(3) != null ? token.group(3) : token.group(4);
            return body -> text;
        }
        List<Step> steps = STEP.matcher(path)
                .results()
                .map(step -> new Step(step.group(1), step.group(2) == null ? 0 : Integer.parseInt(step.group(2))))
                .toList();
        return body -> {
            JsonNode value = body;
            for (Step step : steps) {
                value = step.name() != null ? value.path(step.name()) : value.path(step.index());
            }
            return text(value);
        };
    }

    private record Step(@Nullable String name, int index) {}

    /** As Java prints strings, numbers, lists and maps, because that is how AWS does. */
    private static String text(JsonNode value) {
        if (value.isArray()) {
            StringJoiner items = new StringJoiner(", ", "[", "]");
            for (JsonNode item : value) {
                items.add(text(item));
            }
            return items.toString();
        }
        if (value.isObject()) {
            StringJoiner fields = new StringJoiner(", ", "{", "}");
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                fields.add(field.getKey() + "=" + text(field.getValue()));
            }
            return fields.toString();
        }
        return value.isNull() ? "" : value.asText();
    }
}
