package dev.downlink.channel;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of one mapping of a YAML file: which there are, which were read, and where they are for messages. */
final class MappingKeys {

    private static final Pattern PLAIN_KEY = Pattern.compile("[-\\w]+");

    private final String source;
    private final String path;
    private final Map<String, @Nullable Object> unread = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();
    private final Set<String> refused = new HashSet<>();

    private MappingKeys(String source, String path) {
        this.source = source;
        this.path = path;
    }

    /** @param yaml the parsed value at the path */
    static MappingKeys of(String source, String path, @Nullable Object yaml) {
        if (!(yaml instanceof Map<?, ?> mapping)) {
            throw InvalidConfigurationException.at(source, path, yaml, "a mapping of keys to values");
        }
        MappingKeys keys = new MappingKeys(source, path);
        mapping.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw InvalidConfigurationException.at(
                        source, join(path, String.valueOf(key)), value, "a key that is text: put it in quotes");
            }
            keys.unread.put(name, value);
        });
        return keys;
    }

    /** Those of a mapping below this one. */
    MappingKeys below(String key, @Nullable Object yaml) {
        return of(source, join(path, key), yaml);
    }

    /** Those of a mapping below this one that is absent. */
    MappingKeys absent(String key) {
        return new MappingKeys(source, join(path, key));
    }

    /** The value as YAML has it; from now on the key counts as read. */
    @Nullable
    Object take(String key) {
        known.add(key);
        return unread.remove(key);
    }

    List<String> unread() {
        return List.copyOf(unread.keySet());
    }

    /** Refuses a key that is known, and has no effect. */
    void refuse(String key, String expected) {
        refused.add(key);
        if (unread.containsKey(key)) {
            throw InvalidConfigurationException.at(source, join(path, key), unread.get(key), expected);
        }
    }

    /** Refuses the keys that were not read. */
    void end() {
        known.removeAll(refused);
        for (Map.Entry<String, @Nullable Object> entry : unread.entrySet()) {
            throw new InvalidConfigurationException("%s: %s is unknown; expected one of %s"
                    .formatted(source, join(path, entry.getKey()), String.join(", ", known)));
        }
    }

    InvalidConfigurationException invalid(String key, @Nullable Object value, String expected) {
        return InvalidConfigurationException.at(source, join(path, key), value, expected);
    }

    /** As {@link #invalid}, without the value, which may be a secret in place of a reference. */
    InvalidConfigurationException noReference(String key) {
        return new InvalidConfigurationException(
                "%s: %s is not a reference; expected %s".formatted(source, join(path, key), Reference.EXPECTED));
    }

    private static String join(String path, String key) {
        String shown = PLAIN_KEY.matcher(key).matches() ? key : '"' + key + '"';
        return path.isEmpty() ? shown : path + "." + shown;
    }
}
