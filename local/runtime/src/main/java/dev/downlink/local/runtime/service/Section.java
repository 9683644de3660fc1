package dev.downlink.local.runtime.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A mapping of a YAML file, read strictly: each key is asked for once with its type, and what nobody asked for is an error. */
public final class Section {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final String path;
    private final Map<String, @Nullable Object> values;
    private final Set<String> known = new LinkedHashSet<>();

    private Section(Path file, String path, Map<String, @Nullable Object> values) {
        this.file = file;
        this.path = path;
        this.values = values;
    }

    /**
     * Reads a file.
     *
     * @throws InvalidDescriptionException naming the first key that is unknown, missing or wrong
     */
    public static <T> T read(Path file, Function<Section, T> reader) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object document;
        try (Reader text = Files.newBufferedReader(file)) {
            document = new Yaml(new SafeConstructor(options)).load(text);
        } catch (YAMLException e) {
            throw new InvalidDescriptionException(file + ": " + e.getMessage());
        }
        return read(file, "", document, reader);
    }

    private static <T> T read(Path file, String path, @Nullable Object value, Function<Section, T> reader) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new InvalidDescriptionException(message(file, path, value, "a mapping"));
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        map.forEach((key, each) -> values.put(String.valueOf(key), each));
        Section section = new Section(file, path, values);
        T result = reader.apply(section);
        section.refuseUnknown();
        return result;
    }

    public String string(String key) {
        return optionalString(key).orElseThrow(() -> invalid(key, null, "a text"));
    }

    public Optional<String> optionalString(String key) {
        return value(key).map(value -> {
            if (value instanceof String text && !text.isBlank()) {
                return text;
            }
            throw invalid(key, value, "a text");
        });
    }

    public int integer(String key, int least, int most) {
        return optionalInteger(key, least, most).orElseThrow(() -> invalid(key, null, range(least, most)));
    }

    public OptionalInt optionalInteger(String key, int least, int most) {
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.get() instanceof Integer number && number >= least && number <= most) {
            return OptionalInt.of(number);
        }
        throw invalid(key, value.get(), range(least, most));
    }

    Optional<Boolean> optionalBoolean(String key) {
        return value(key).map(value -> {
            if (value instanceof Boolean bool) {
                return bool;
            }
            throw invalid(key, value, "true or false");
        });
    }

    Optional<Instant> optionalInstant(String key) {
        return value(key).map(value -> {
            if (value instanceof Date date) {
                return date.toInstant();
            }
            throw invalid(key, value, "a time such as 2026-01-31T12:00:00Z");
        });
    }

    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        String text = string(key);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> invalid(key, text, "one of " + Arrays.toString(type.getEnumConstants())));
    }

    /** A list of texts; empty if the key is absent. */
    public List<String> strings(String key) {
        Object value = value(key).orElse(List.of());
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw invalid(key, value, "a list of texts");
    }

    JsonNode json(String key) {
        return JSON.valueToTree(value(key).orElseThrow(() -> invalid(key, null, "a value")));
    }

    public <T> Optional<T> optionalSection(String key, Function<Section, T> reader) {
        return value(key).map(value -> read(file, path(key), value, reader));
    }

    /** Named mappings, in the file's order; none if the key is absent. */
    public <T> Map<String, T> sections(String key, BiFunction<String, Section, T> reader) {
        return entries(
                key,
                (section, name) -> section.optionalSection(name, each -> reader.apply(name, each))
                        .orElseThrow(() -> section.invalid(name, null, "a mapping")));
    }

    /** What the reader makes of each key of a mapping; nothing if the mapping is absent. */
    <T> Map<String, T> entries(String key, BiFunction<Section, String, T> reader) {
        return optionalSection(key, section -> {
                    Map<String, T> entries = new LinkedHashMap<>();
                    section.values.keySet().forEach(name -> entries.put(name, reader.apply(section, name)));
                    return entries;
                })
                .orElse(Map.of());
    }

    InvalidDescriptionException invalid(String key, @Nullable Object value, String expected) {
        return new InvalidDescriptionException(message(file, path(key), value, expected));
    }

    private Optional<Object> value(String key) {
        known.add(key);
        if (values.containsKey(key) && values.get(key) == null) {
            throw invalid(key, null, "a value");
        }
        return Optional.ofNullable(values.get(key));
    }

    private void refuseUnknown() {
        values.forEach((key, value) -> {
            if (!known.contains(key)) {
                throw invalid(key, value, "no such key, but one of " + known);
            }
        });
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String range(int least, int most) {
        return "a whole number from " + least + " to " + most;
    }

    private static String message(Path file, String path, @Nullable Object value, String expected) {
        return "%s: %s is %s; expected %s"
                .formatted(file, path.isEmpty() ? "the document" : path, value == null ? "missing" : value, expected);
    }
}
