package dev.downlink.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a YAML file, read key by key. A value that is not as expected is refused with its path, its value and the
 * expectation; so is, by {@link #end}, a key that was not read.
 */
public final class Settings {

    private final MappingKeys keys;

    private Settings(MappingKeys keys) {
        this.keys = keys;
    }

    public static Settings parse(String source, String yaml) {
        return new Settings(MappingKeys.of(source, "", StrictYaml.load(source, yaml)));
    }

    public boolean flag(String key) {
        return flag(key, false);
    }

    boolean flag(String key, boolean absent) {
        Object value = keys.take(key);
        if (value == null) {
            return absent;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw invalid(key, value, "true or false");
    }

    /** Null if it is absent. */
    public @Nullable Integer number(String key, int min, int max) {
        Object value = keys.take(key);
        if (value == null || (value instanceof Integer number && number >= min && number <= max)) {
            return (Integer) value;
        }
        throw invalid(key, value, wholeNumber(min, max));
    }

    public int number(String key, int absent, int min, int max) {
        return Objects.requireNonNullElse(number(key, min, max), absent);
    }

    public int requiredNumber(String key, int min, int max) {
        return required(key, number(key, min, max), wholeNumber(min, max));
    }

    private static String wholeNumber(int min, int max) {
        return "a whole number from " + min + " to " + max;
    }

    /** One of an enumeration's names. */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        String expected = "one of " + Arrays.toString(type.getEnumConstants());
        String name = requiredText(key, expected);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> invalid(key, name, expected));
    }

    Duration duration(String key, Duration absent, Duration max) {
        Object value = keys.take(key);
        if (value == null) {
            return absent;
        }
        Duration duration = DurationText.read(String.valueOf(value))
                .orElseThrow(() -> invalid(key, value, "a duration such as 300s, 5m or 24h"));
        if (duration.compareTo(max) > 0) {
            throw invalid(key, value, "at most " + max.toSeconds() + "s");
        }
        return duration;
    }

    public @Nullable String text(String key, String expected) {
        Object value = keys.take(key);
        if (value == null || (value instanceof String text && !text.isEmpty())) {
            return (String) value;
        }
        throw invalid(key, value, expected);
    }

    public String requiredText(String key, String expected) {
        return required(key, text(key, expected), expected);
    }

    private <T> T required(String key, @Nullable T value, String expected) {
        if (value == null) {
            throw invalid(key, null, expected);
        }
        return value;
    }

    /** The message leaves out the value: it may be a secret in place of a reference. */
    @Nullable
    Reference reference(String key) {
        Object value = keys.take(key);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && Reference.isReference(text)) {
            return new Reference(text);
        }
        throw keys.noReference(key);
    }

    public List<String> texts(String key, String expected) {
        Object value = keys.take(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw invalid(key, value, "a list: " + expected);
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw invalid(key, element, expected);
            }
            texts.add(text);
        }
        return texts;
    }

    /** The mapping at the key, empty if it is absent. */
    public Settings mapping(String key) {
        Object value = keys.take(key);
        return new Settings(value == null ? keys.absent(key) : keys.below(key, value));
    }

    /** What the reader makes of the mapping at the key, every key of which it must read; null if it is absent. */
    public <T> @Nullable T optional(String key, Function<Settings, T> reader) {
        Object value = keys.take(key);
        return value == null ? null : new Settings(keys.below(key, value)).read(reader);
    }

    /** What the reader makes of these settings, every key of which it must read. */
    public <T> T read(Function<Settings, T> reader) {
        T result = reader.apply(this);
        end();
        return result;
    }

    /** Those that are left to read. */
    public List<String> keys() {
        return keys.unread();
    }

    /** The value as YAML has it. */
    public @Nullable Object value(String key) {
        return keys.take(key);
    }

    boolean isEmpty() {
        return keys.unread().isEmpty();
    }

    /** Reads every key that is left, each a mapping of its own. */
    public <T> Map<String, T> each(BiFunction<String, Settings, T> reader) {
        Map<String, T> values = new LinkedHashMap<>();
        for (String key : keys()) {
            values.put(key, reader.apply(key, new Settings(keys.below(key, keys.take(key)))));
        }
        return values;
    }

    /** Reads every key that is left, each a text. */
    Map<String, String> eachText(String expected) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : keys()) {
            values.put(key, requiredText(key, expected));
        }
        return values;
    }

    void refuse(String key, String expected) {
        keys.refuse(key, expected);
    }

    void end() {
        keys.end();
    }

    public InvalidConfigurationException invalid(String key, @Nullable Object value, String expected) {
        return keys.invalid(key, value, expected);
    }
}
