package dev.downlink.ingestservice.mapping;

import dev.downlink.channel.ChannelName;
import dev.downlink.ingestservice.mapping.BadRecordException.Kind;
import io.micronaut.json.tree.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a channel's name from a record: {@code vehicle:{/trip}}. */
public final class ChannelPattern {

    private static final Pattern SYNTAX = Pattern.compile("\\{([^{}]*)}|([^{}]+)");

    private sealed interface PatternPart {
        record Text(String text) implements PatternPart {}

        record Value(Pointer pointer) implements PatternPart {}
    }

    private final String namespace;
    private final List<PatternPart> parts;

    private ChannelPattern(String namespace, List<PatternPart> parts) {
        this.namespace = namespace;
        this.parts = parts;
    }

    /** @throws IllegalArgumentException if the pattern cannot be read */
    public static ChannelPattern compile(String pattern) {
        List<PatternPart> parts = new ArrayList<>();
        Matcher matcher = SYNTAX.matcher(pattern);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            String expression = matcher.group(1);
            parts.add(
                    expression == null
                            ? new PatternPart.Text(matcher.group())
                            : new PatternPart.Value(Pointer.compile(expression)));
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
        for (PatternPart part : parts) {
            name.append(
                    switch (part) {
                        case PatternPart.Text text -> text.text();
                        case PatternPart.Value value -> value.pointer().text(record);
                    });
        }
        ChannelName channel = new ChannelName(name.toString());
        if (!channel.namespace().equals(namespace)) {
            // A record must not choose the rules for its readers.
            throw new BadRecordException(Kind.CHANNEL, "its channel would be in another namespace");
        }
        return channel;
    }
}
