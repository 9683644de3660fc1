package dev.downlink.ingestservice.mapping;

import dev.downlink.ingestservice.mapping.BadRecordException.Kind;
import io.micronaut.json.tree.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JSON Pointer (RFC 6901), such as {@code /trip} or {@code /stops/0/name}. */
public record Pointer(String expression, List<String> path) {

    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

    public Pointer {
        path = List.copyOf(path);
    }

    /** @throws IllegalArgumentException if it is no JSON Pointer */
    public static Pointer compile(String expression) {
        if (!expression.startsWith("/")) {
            throw new IllegalArgumentException("'%s' is not a JSON Pointer such as /trip".formatted(expression));
        }
        return new Pointer(
                expression,
                Stream.of(expression.substring(1).split("/", -1))
                        .map(name -> name.replace("~1", "/").replace("~0", "~"))
                        .toList());
    }

    /** The text, or the number as text, that it points at. */
    public String text(JsonNode root) throws BadRecordException {
        JsonNode node = find(root);
        if (!node.isString() && !node.isNumber()) {
            throw new BadRecordException(Kind.FIELD, expression + " is neither a string nor a number");
        }
        String text = node.coerceStringValue();
        if (text.isEmpty()) {
            throw new BadRecordException(Kind.FIELD, expression + " is empty");
        }
        return text;
    }

    /** The number that it points at, which must be within the bounds. */
    public double number(JsonNode root, double min, double max) throws BadRecordException {
        JsonNode node = find(root);
        if (!node.isNumber()) {
            throw new BadRecordException(Kind.FIELD, expression + " is not a number");
        }
        double value = node.getDoubleValue();
        if (!(value >= min && value <= max)) {
            throw new BadRecordException(
                    Kind.FIELD, "%s is %s, not between %s and %s".formatted(expression, value, min, max));
        }
        return value;
    }

    /** The time that it points at, in epoch milliseconds or ISO 8601; empty if there is none. */
    public Optional<Instant> instant(JsonNode root) {
        try {
            JsonNode node = find(root);
            if (node.isNumber()) {
                return Optional.of(Instant.ofEpochMilli(node.getLongValue()));
            }
            return node.isString() ? Optional.of(Instant.parse(node.getStringValue())) : Optional.empty();
        } catch (BadRecordException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private JsonNode find(JsonNode root) throws BadRecordException {
        JsonNode node = root;
        for (String name : path) {
            node = step(node, name);
            if (node == null || node.isNull()) {
                throw new BadRecordException(Kind.FIELD, expression + " is missing");
            }
        }
        return node;
    }

    private static @Nullable JsonNode step(JsonNode node, String name) {
        if (node.isObject()) {
            return node.get(name);
        }
        return node.isArray() && INDEX.matcher(name).matches() ? node.get(Integer.parseInt(name)) : null;
    }
}
