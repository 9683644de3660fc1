package dev.downlink.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON values of one frame. A value that is not of the wanted type is skipped and noted as a problem, so that the
 * rest of the command, its id above all, can still be read; {@code null} is the same as absent. Text that is not JSON
 * throws an {@link IOException}.
 */
final class JsonReader implements AutoCloseable {

    // Field names come from strangers: interned, they would stay.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final String text;
    private final JsonParser parser;
    private Command.@Nullable Malformed problem;

    JsonReader(String text) throws IOException {
        this.text = text;
        this.parser = FACTORY.createParser(text);
    }

    /** Goes to the next value of the frame; false at its end. */
    boolean nextValue() throws IOException {
        return parser.nextToken() != null;
    }

    /** Where the current value starts. */
    int start() {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    /** How far it has read. */
    int position() {
        return (int) parser.currentLocation().getCharOffset();
    }

    /** Goes to the value of the current object's next field and returns the field's name; null at the object's end. */
    @Nullable
    String nextField() throws IOException {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return null;
        }
        String name = parser.currentName();
        parser.nextToken();
        return name;
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Whether the current value is an object, to be read with {@link #nextField}. If not, it is skipped. */
    boolean isObject(String name) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        refuse(name, "an object");
        return false;
    }

    boolean isString() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    @Nullable
    String string(String name) throws IOException {
        if (isString()) {
            return parser.getText();
        }
        refuse(name, "a string");
        return null;
    }

    boolean flag(String name) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_TRUE) {
            return true;
        }
        if (parser.currentToken() != JsonToken.VALUE_FALSE) {
            refuse(name, "true or false");
        }
        return false;
    }

    /** A whole number, written as one: {@code 7.0} is none. */
    long number(String name, long min, long max) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = parser.getLongValue();
            if (value >= min && value <= max) {
                return value;
            }
        }
        refuse(name, "a whole number from " + min + " to " + max);
        return 0;
    }

    /** Any value at all, as written. */
    @Nullable
    Json json(String name) throws IOException {
        int start = start();
        parser.skipChildren();
        parser.finishToken();
        int end = position();
        if (!isWellFormed(text, start, end)) {
            note(ErrorCode.BAD_REQUEST, name + " must be well-formed Unicode");
            return null;
        }
        return new Json(withoutWhitespace(text, start, end));
    }

    /** A string or a number that is short enough to repeat. */
    @Nullable
    Json id() throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
            refuse("id", "a string or a number");
            return null;
        }
        Json id = json("id");
        if (id != null && id.text().length() > Limits.MAX_ID_LENGTH) {
            note(ErrorCode.BAD_REQUEST, "id must have at most " + Limits.MAX_ID_LENGTH + " characters");
            return null;
        }
        return id;
    }

    /** Notes what is wrong with the current command. The first problem is the one to be told. */
    void note(ErrorCode code, String message) {
        if (problem == null) {
            problem = new Command.Malformed(code, message);
        }
    }

    /** The problem noted since it was last asked for. */
    Command.@Nullable Malformed takeProblem() {
        Command.Malformed taken = problem;
        problem = null;
        return taken;
    }

    /** Half a surrogate pair cannot be written in UTF-8: two different texts would become one. */
    static boolean isWellFormed(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < end && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private void refuse(String name, String expected) throws IOException {
        if (!isNull()) {
            note(ErrorCode.BAD_REQUEST, name + " must be " + expected);
        }
        parser.skipChildren();
    }

    private static String withoutWhitespace(String text, int start, int end) {
        StringBuilder compact = new StringBuilder();
        int copied = start;
        boolean quoted = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
            } else if (!quoted && c <= ' ') {
                compact.append(text, copied, i);
                copied = i + 1;
            }
        }
        return copied == start
                ? text.substring(start, end)
                : compact.append(text, copied, end).toString();
    }
}
