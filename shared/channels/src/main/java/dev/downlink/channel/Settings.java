package dev.downlink.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a YAML file, read key by key. A value that is not as expected is refused with its path, its value and the
 * expectation; so is, by {@link #end}, a key that was not read.
 */
public final class Settings {

    private static final Pattern PLAIN_KEY = Pattern.compile("[-\\w]+");

    private final String source;
    private final String path;
    private final Map<String, @Nullable Object> unread = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();
    private final Set<String> refused = new HashSet<>();

    private Settings(String source, String path) {
        this.source = source;
        this.path = path;
    }

    public static Settings parse(String source, String yaml) {
        return of(source, "", StrictYaml.load(source, yaml));
    }

    /** @param yaml the parsed value at the path */
    private static Settings of(String source, String path, @Nullable Object yaml) {
        if (!(yaml instanceof Map<?, ?> mapping)) {
            throw InvalidConfigurationException.at(source, path, yaml, "a mapping of keys to values");
        }
        Settings settings = new Settings(source, path);
        mapping.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw InvalidConfigurationException.at(
                        source, join(path, String.valueOf(key)), value, "a key that is text: put it in quotes");
            }
            settings.unread.put(name, value);
        });
        return settings;
    }

    public boolean flag(String key) {
        return flag(key, false);
    }

    boolean flag(String key, boolean absent) {
        Object value = take(key);
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
        Object value = take(key);
        if (value == null || (value instanceof Integer number && number >= min && number <= max)) {
            return (Integer) value;
        }
        throw invalid(key, value, wholeNumber(min, max));
    }

    public int number(String key, int absent, int min, int max) {
        return Objects.requireNonNullElse(number(key, min, max), absent);
    }

    public int requiredNumber(String key, int min, int max) {
        Integer number = number(key, min, max);
        if (number == null) {
            throw invalid(key, null, wholeNumber(min, max));
        }
        return number;
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
        Object value = take(key);
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
        Object value = take(key);
        if (value == null || (value instanceof String text && !text.isEmpty())) {
            return (String) value;
        }
        throw invalid(key, value, expected);
    }

    public String requiredText(String key, String expected) {
        String text = text(key, expected);
        if (text == null) {
            throw invalid(key, null, expected);
        }
        return text;
    }

    /** The message leaves out the value: it may be a secret in place of a reference. */
    @Nullable
    Reference reference(String key) {
        Object value = take(key);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && Reference.isReference(text)) {
            return new Reference(text);
        }
        throw new InvalidConfigurationException(
                "%s: %s is not a reference; expected %s".formatted(source, join(path, key), Reference.EXPECTED));
    }

    public List<String> texts(String key, String expected) {
        Object value = take(key);
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
        Object value = take(key);
        return value == null ? new Settings(source, join(path, key)) : of(source, join(path, key), value);
    }

    /** What the reader makes of the mapping at the key, every key of which it must read; null if it is absent. */
    public <T> @Nullable T optional(String key, Function<Settings, T> reader) {
        Object value = take(key);
        return value == null ? null : of(source, join(path, key), value).read(reader);
    }

    /** What the reader makes of these settings, every key of which it must read. */
    public <T> T read(Function<Settings, T> reader) {
        T result = reader.apply(this);
        end();
        return result;
    }

    /** Those that are left to read. */
    public List<String> keys() {
        return List.copyOf(unread.keySet());
    }

    /** The value as YAML has it. */
    public @Nullable Object value(String key) {
        return take(key);
    }

    boolean isEmpty() {
        return unread.isEmpty();
    }

    /** Reads every key that is left, each a mapping of its own. */
    public <T> Map<String, T> each(BiFunction<String, Settings, T> reader) {
        Map<String, T> values = new LinkedHashMap<>();
        for (String key : keys()) {
            values.put(key, reader.apply(key, of(source, join(path, key), take(key))));
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
        refused.add(key);
        if (unread.containsKey(key)) {
            throw InvalidConfigurationException.at(source, join(path, key), unread.get(key), expected);
        }
    }

    void end() {
        known.removeAll(refused);
        for (Map.Entry<String, @Nullable Object> entry : unread.entrySet()) {
            throw new InvalidConfigurationException("%s: %s is unknown; expected one of %s"
                    .formatted(source, join(path, entry.getKey()), String.join(", ", known)));
        }
    }

    public InvalidConfigurationException invalid(String key, @Nullable Object value, String expected) {
        return InvalidConfigurationException.at(source, join(path, key), value, expected);
    }

    private @Nullable Object take(String key) {
        known.add(key);
        return unread.remove(key);
    }

    private static String join(String path, String key) {
        String shown = PLAIN_KEY.matcher(key).matches() ? key : '"' + key + '"';
        return path.isEmpty() ? shown : path + "." + shown;
    }
}
