package dev.downlink.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one tags filter within its bounds. An invalid filter is a problem of the command (error 107). */
final class TagsFilterReader {

    private final JsonReader json;
    private int room = TagsFilter.MAX_SIZE;

    private TagsFilterReader(JsonReader json) {
        this.json = json;
    }

    /** Reads the current value; null if it is absent, or with a problem noted. */
    static @Nullable TagsFilter read(String name, JsonReader json) throws IOException {
        if (json.isNull()) {
            return null;
        }
        Node root = new TagsFilterReader(json).node(name, 1);
        return root == null ? null : root.filter();
    }

    private @Nullable Node node(String name, int depth) throws IOException {
        if (depth > TagsFilter.MAX_DEPTH) {
            invalid("at most " + TagsFilter.MAX_DEPTH + " levels");
            json.skip();
            return null;
        }
        if (!takeRoom()) {
            json.skip();
            return null;
        }
        Node node = new Node(depth);
        return json.object(name, node::read) ? node : null;
    }

    private boolean takeRoom() {
        room--;
        if (room < 0) {
            invalid("at most " + TagsFilter.MAX_SIZE + " nodes and values");
        }
        return room >= 0;
    }

    private @Nullable TagsFilter invalid(String expected) {
        json.note(ErrorCode.BAD_REQUEST, "invalid tags filter; expected " + expected);
        return null;
    }

    /** The fields of one node. A leaf's {@code nodes} and an inner node's comparison are ignored. */
    private final class Node {

        private final int depth;
        private final List<String> values = new ArrayList<>();
        private final List<@Nullable Node> nodes = new ArrayList<>();
        private @Nullable String op;
        private @Nullable String key;
        private @Nullable String comparison;
        private @Nullable String value;

        Node(int depth) {
            this.depth = depth;
        }

        void read(String name) throws IOException {
            switch (name) {
                case "op" -> op = json.string(name);
                case "key" -> key = json.string(name);
                case "cmp" -> comparison = json.string(name);
                case "val" -> value = json.string(name);
                case "vals" -> json.array(name, this::readValue);
                case "nodes" -> json.array(name, () -> nodes.add(node(name, depth + 1)));
                default -> json.skip();
            }
        }

        private void readValue() throws IOException {
            String read = json.string("vals");
            if (read == null) {
                invalid("text in vals");
            } else if (takeRoom()) {
                values.add(read);
            }
        }

        @Nullable
        TagsFilter filter() {
            if (op == null || op.isEmpty()) {
                return leaf();
            }
            List<TagsFilter> filters = new ArrayList<>();
            for (Node node : nodes) {
                TagsFilter filter = node == null ? invalid("an object for each node") : node.filter();
                if (filter == null) {
                    return null;
                }
                filters.add(filter);
            }
            return switch (op) {
                case "and" -> filters.isEmpty() ? invalid("nodes of and") : new TagsFilter.And(filters);
                case "or" -> filters.isEmpty() ? invalid("nodes of or") : new TagsFilter.Or(filters);
                case "not" -> filters.size() == 1 ? new TagsFilter.Not(filters.getFirst()) : invalid("one node of not");
                default -> invalid("and, or, not or no op");
            };
        }

        private @Nullable TagsFilter leaf() {
            String cmp = comparison == null ? "" : comparison;
            return switch (cmp) {
                case "ex", "nex" ->
                    isAbsent(value) && values.isEmpty()
                            ? new TagsFilter.Present(key == null ? "" : key, cmp.equals("ex"))
                            : invalid("neither val nor vals of " + cmp);
                case "in", "nin" ->
                    key != null && !key.isEmpty() && isAbsent(value) && !values.isEmpty()
                            ? new TagsFilter.Among(key, values, cmp.equals("in"))
                            : invalid("key and vals, no val, of " + cmp);
                default -> compare(cmp);
            };
        }

        private @Nullable TagsFilter compare(String cmp) {
            for (TagComparison candidate : TagComparison.values()) {
                if (candidate.operator().equals(cmp)) {
                    return key != null && !key.isEmpty() && value != null && !value.isEmpty() && values.isEmpty()
                            ? new TagsFilter.Compare(key, candidate, value)
                            : invalid("key and val, no vals, of " + cmp);
                }
            }
            return invalid("a cmp such as eq");
        }

        private static boolean isAbsent(@Nullable String text) {
            return text == null || text.isEmpty();
        }
    }
}
