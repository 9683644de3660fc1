package dev.downlink.protocol;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which publications a subscriber wants, by their tags (centrifuge-protocol, "Tags filter"). An absent tag is the same as an
 * empty one, except to {@link Present}. Text is compared as it is, without folding of case.
 */
public sealed interface TagsFilter {

    /** 16 levels, and 256 nodes and values in all: the work for one publication stays small. */
    int MAX_DEPTH = 16;

    int MAX_SIZE = 256;

    boolean matches(Map<String, String> tags);

    /** Reads what {@link #json} wrote; empty if it is not a valid filter. */
    static Optional<TagsFilter> read(Json text) {
        try (JsonReader json = new JsonReader(text.text())) {
            TagsFilter filter = json.nextValue() ? TagsFilterReader.read("filter", json) : null;
            return json.takeProblem() == null ? Optional.ofNullable(filter) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Its wire format. */
    default Json json() {
        JsonWriter out = new JsonWriter(128);
        out.open();
        TagsFilterWriter.write(out, this);
        return new Json(out.close().toString());
    }

    /** All of one or more filters match. */
    record And(List<TagsFilter> filters) implements TagsFilter {
        public And {
            filters = List.copyOf(filters);
        }

        @Override
        public boolean matches(Map<String, String> tags) {
            return filters.stream().allMatch(filter -> filter.matches(tags));
        }
    }

    /** Any of one or more filters matches. */
    record Or(List<TagsFilter> filters) implements TagsFilter {
        public Or {
            filters = List.copyOf(filters);
        }

        @Override
        public boolean matches(Map<String, String> tags) {
            return filters.stream().anyMatch(filter -> filter.matches(tags));
        }
    }

    record Not(TagsFilter filter) implements TagsFilter {
        @Override
        public boolean matches(Map<String, String> tags) {
            return !filter.matches(tags);
        }
    }

    /** @param value not empty */
    record Compare(String key, TagComparison comparison, String value) implements TagsFilter {
        @Override
        public boolean matches(Map<String, String> tags) {
            return comparison.holds(tags.getOrDefault(key, ""), value);
        }
    }

    /**
     * @param values one or more
     * @param among whether the tag must be one of them, or must not
     */
    record Among(String key, List<String> values, boolean among) implements TagsFilter {
        public Among {
            values = List.copyOf(values);
        }

        @Override
        public boolean matches(Map<String, String> tags) {
            return values.contains(tags.getOrDefault(key, "")) == among;
        }
    }

    /** @param present whether the tag must be there, or must not */
    record Present(String key, boolean present) implements TagsFilter {
        @Override
        public boolean matches(Map<String, String> tags) {
            return tags.containsKey(key) == present;
        }
    }
}
