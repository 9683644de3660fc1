package dev.downlink.connectionservice.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.downlink.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads claims as the types they must have; {@code null} is one only where a method says so. */
final class ClaimsParser implements AutoCloseable {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String payload;
    private final JsonParser parser;

    ClaimsParser(String payload) throws IOException {
        this.payload = payload;
        parser = JSON.createParser(payload);
        parser.nextToken();
    }

    /** Reads the value of a field; it is the current one. */
    interface FieldReader {
        void read(String name) throws IOException;
    }

    void object(String name, FieldReader fields) throws IOException {
        require(parser.hasToken(JsonToken.START_OBJECT), name + ": expected an object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            fields.read(field);
        }
    }

    boolean isNull() {
        return parser.hasToken(JsonToken.VALUE_NULL);
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    String string(String name) throws IOException {
        require(parser.hasToken(JsonToken.VALUE_STRING), name + ": expected a string");
        return parser.getText();
    }

    List<String> strings(String name) throws IOException {
        require(parser.hasToken(JsonToken.START_ARRAY), name + ": expected an array of strings");
        List<String> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(string(name));
        }
        return values;
    }

    List<String> stringOrStrings(String name) throws IOException {
        return parser.hasToken(JsonToken.START_ARRAY) ? strings(name) : List.of(string(name));
    }

    boolean flag(String name) throws IOException {
        require(parser.currentToken().isBoolean(), name + ": expected true or false");
        return parser.getBooleanValue();
    }

    double number(String name) throws IOException {
        require(parser.currentToken().isNumeric(), name + ": expected a number");
        return parser.getDoubleValue();
    }

    /** A time in whole seconds; not negative. */
    long epochSeconds(String name) throws IOException {
        double seconds = number(name);
        require(seconds >= 0 && seconds < Long.MAX_VALUE, name + ": expected a time in seconds since 1970");
        return (long) seconds;
    }

    /** Any JSON as it was written; absent if it is {@code null}. */
    @Nullable
    Json json(String name) throws IOException {
        if (isNull()) {
            return null;
        }
        int from = (int) parser.currentTokenLocation().getCharOffset();
        if (parser.currentToken().isScalarValue()) {
            parser.finishToken();
        } else {
            parser.skipChildren();
        }
        int to = (int) parser.currentLocation().getCharOffset();
        // Removes line breaks between JSON tokens: a newline separates the objects of a frame.
        return compact(name, payload.substring(from, to));
    }

    /** JSON in base64, as text. */
    Json base64Json(String name) throws IOException {
        byte[] bytes = Base64.getDecoder().decode(string(name));
        return compact(name, new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private static Json compact(String name, String text) {
        return Json.read(text)
                .orElseThrow(() -> new IllegalArgumentException(name + ": expected JSON in well-formed Unicode"));
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
