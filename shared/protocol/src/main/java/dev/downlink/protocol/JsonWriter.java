package dev.downlink.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.jspecify.annotations.Nullable;

/** Writes JSON text, without whitespace. */
final class JsonWriter {

    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private final StringBuilder out;

    JsonWriter(int capacity) {
        out = new StringBuilder(capacity);
    }

    JsonWriter open() {
        separate();
        out.append('{');
        return this;
    }

    JsonWriter open(String name) {
        name(name);
        out.append('{');
        return this;
    }

    JsonWriter close() {
        out.append('}');
        return this;
    }

    JsonWriter openArray(String name) {
        name(name);
        out.append('[');
        return this;
    }

    JsonWriter closeArray() {
        out.append(']');
        return this;
    }

    /** A text in an array. */
    JsonWriter element(String value) {
        separate();
        quote(value);
        return this;
    }

    JsonWriter field(String name, String value) {
        name(name);
        quote(value);
        return this;
    }

    JsonWriter field(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    JsonWriter field(String name, boolean value) {
        name(name);
        out.append(value);
        return this;
    }

    /** Writes nothing if there is no value. */
    JsonWriter field(String name, @Nullable Json value) {
        if (value != null) {
            name(name);
            out.append(value.text());
        }
        return this;
    }

    /** Leaves zero out. */
    JsonWriter optional(String name, long value) {
        return value == 0 ? this : field(name, value);
    }

    /** Leaves the empty text out. */
    JsonWriter optional(String name, String value) {
        return value.isEmpty() ? this : field(name, value);
    }

    /** Leaves false out. */
    JsonWriter optional(String name, boolean value) {
        return value ? field(name, true) : this;
    }

    JsonWriter newline() {
        out.append('\n');
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void name(String name) {
        separate();
        quote(name);
        out.append(':');
    }

    /** Writes a comma unless this is the first element: no value ends in an opening bracket. */
    private void separate() {
        if (!out.isEmpty()) {
            char last = out.charAt(out.length() - 1);
            if (last != '{' && last != '[' && last != '\n') {
                out.append(',');
            }
        }
    }

    private void quote(String text) {
        out.append('"');
        ENCODER.quoteAsString(text, out);
        out.append('"');
    }
}
