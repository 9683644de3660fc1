package dev.downlink.protocol;

import java.util.List;

/** Writes the fields of a tags filter. */
final class TagsFilterWriter {

    private TagsFilterWriter() {}

    static void write(JsonWriter out, TagsFilter filter) {
        switch (filter) {
            case TagsFilter.And and -> write(out, "and", and.filters());
            case TagsFilter.Or or -> write(out, "or", or.filters());
            case TagsFilter.Not not -> write(out, "not", List.of(not.filter()));
            case TagsFilter.Compare compare ->
                out.field("key", compare.key())
                        .field("cmp", compare.comparison().operator())
                        .field("val", compare.value());
            case TagsFilter.Among among -> {
                out.field("key", among.key()).field("cmp", among.among() ? "in" : "nin");
                out.openArray("vals");
                among.values().forEach(out::element);
                out.closeArray();
            }
            case TagsFilter.Present present ->
                out.optional("key", present.key()).field("cmp", present.present() ? "ex" : "nex");
        }
    }

    private static void write(JsonWriter out, String op, List<TagsFilter> nodes) {
        out.field("op", op).openArray("nodes");
        for (TagsFilter node : nodes) {
            write(out.open(), node);
            out.close();
        }
        out.closeArray();
    }
}
