package dev.downlink.ingestservice.mapping;

import dev.downlink.channel.ChannelName;
import io.micronaut.json.tree.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a channel's name from a record: {@code vehicle:{/trip}}. */
public final class ChannelPattern {

    private static final Pattern SYNTAX = Pattern.compile("\\{([^{}]*)}|([^{}]+)");

    private sealed interface Part {
        record Text(String text) implements Part {}

        record Value(Pointer pointer) implements Part {}
    }

    private final String namespace;
    private final List<Part> parts;

    private ChannelPattern(String namespace, List<Part> parts) {
        this.namespace = namespace;
        this.parts = parts;
    }

    /** @throws IllegalArgumentException if the pattern cannot be read */
    public static ChannelPattern compile(String pattern) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = SYNTAX.matcher(pattern);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            String expression = matcher.group(1);
            parts.add(
                    expression == null ? new Part.Text(matcher.group()) : new Part.Value(Pointer.compile(expression)));
            end = matcher.end();
        }
        if (parts.isEmpty() || end != pattern.length()) {
            throw new IllegalArgumentException(
                    "'%s' is not a channel pattern such as vehicle:{/trip}".formatted(pattern));
        }
        return new ChannelPattern(new ChannelName(pattern).namespace(), List.copyOf(parts));
    }

    /** The channel of a record, in the pattern's own namespace. */
    public ChannelName resolve(JsonNode record) throws BadRecordException {
        StringBuilder name = new StringBuilder();
        for (Part part : parts) {
            name.append(
                    switch (part) {
                        case Part.Text text -> text.text();
                        case Part.Value value -> value.pointer().text(record);
                    });
        }
        ChannelName channel = new ChannelName(name.toString());
        if (!channel.namespace().equals(namespace)) {
            // Else a record could choose who may read it.
            throw new BadRecordException("its channel would be in another namespace");
        }
        return channel;
    }
}
