package dev.downlink.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON values of one frame. A value that is not of the wanted type is skipped and noted as a problem, so that the
 * rest of the command, its id above all, can still be read; {@code null} is the same as absent. Text that is not JSON
 * throws an {@link IOException}.
 */
final class JsonReader implements AutoCloseable {

    // Field names come from clients: interned, they would stay in memory.
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

    /** Reads or skips the value of a field; it is the current one. */
    interface FieldReader {
        void read(String name) throws IOException;
    }

    /**
     * Reads the fields of the current value if it is an object. A repeated name is a problem.
     *
     * @return whether it is an object
     */
    boolean object(String name, FieldReader fields) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            refuse(name, "an object");
            return false;
        }
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            if (!seen.add(field)) {
                note(ErrorCode.BAD_REQUEST, "a name occurs twice in an object");
            }
            parser.nextToken();
            fields.read(field);
        }
        return true;
    }

    /** Reads or skips one element of an array; it is the current value. */
    interface ElementReader {
        void read() throws IOException;
    }

    /** Reads the elements of the current value if it is an array. */
    void array(String name, ElementReader element) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            refuse(name, "an array");
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
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

    /** A whole number; {@code 7.0} is not accepted. */
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

    /** Any value, as written. */
    @Nullable
    Json json(String name) throws IOException {
        int start = start();
        parser.skipChildren();
        parser.finishToken();
        int end = position();
        if (!JsonText.isWellFormed(text, start, end)) {
            note(ErrorCode.BAD_REQUEST, name + " must be well-formed Unicode");
            return null;
        }
        return new Json(JsonText.compact(text, start, end));
    }

    /** A string or a number of at most {@link Limits#MAX_ID_LENGTH} characters, as written. */
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

    /** Notes a problem of the current command. The first one is reported. */
    void note(ErrorCode code, String message) {
        if (problem == null) {
            problem = new Command.Malformed(code, message);
        }
    }

    /** The problem noted since the last call. */
    Command.@Nullable Malformed takeProblem() {
        Command.Malformed taken = problem;
        problem = null;
        return taken;
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
}
