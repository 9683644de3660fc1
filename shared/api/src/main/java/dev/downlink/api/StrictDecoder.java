package dev.downlink.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.downlink.protocol.Json;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.Decoder;
import io.micronaut.serde.exceptions.SerdeException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a request for Serde as Centrifugo does: a value of a wrong type is refused, and {@code null} is the same as absent.
 * Serde's own decoder converts such values ({@code 5} to a string, {@code "yes"} to false), and gives no JSON as written.
 */
final class StrictDecoder extends BasicDecoder {

    private final String text;
    private final JsonParser json;
    /** The token that was looked at but not taken. */
    private @Nullable JsonToken next;

    /** @param json reads the text, from its start */
    StrictDecoder(String text, JsonParser json) {
        this.text = text;
        this.json = json;
    }

    /** Any value, as it is written. */
    Json decodeJson() throws IOException {
        look();
        int start = (int) json.currentTokenLocation().getCharOffset();
        json.skipChildren();
        json.finishToken();
        next = null;
        int end = (int) json.currentLocation().getCharOffset();
        return Json.ofValid(text.substring(start, end))
                .orElseThrow(() -> new SerdeException("not well-formed Unicode"));
    }

    /** Whether there is nothing more. */
    boolean atEnd() throws IOException {
        return next == null && json.nextToken() == null;
    }

    @Override
    public Decoder decodeArray(Argument<?> type) throws IOException {
        take(JsonToken.START_ARRAY);
        return this;
    }

    @Override
    public boolean hasNextArrayValue() throws IOException {
        return look() != JsonToken.END_ARRAY;
    }

    @Override
    public Decoder decodeObject(Argument<?> type) throws IOException {
        take(JsonToken.START_OBJECT);
        return this;
    }

    @Override
    public @Nullable String decodeKey() throws IOException {
        while (look() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            next = null;
            if (look() != JsonToken.VALUE_NULL) {
                return name;
            }
            next = null;
        }
        return null;
    }

    @Override
    public void finishStructure(boolean consumeLeftElements) throws IOException {
        while (consumeLeftElements && !look().isStructEnd()) {
            skipValue();
        }
        if (!look().isStructEnd()) {
            throw unexpected(look());
        }
        next = null;
    }

    @Override
    public String decodeString() throws IOException {
        take(JsonToken.VALUE_STRING);
        return json.getText();
    }

    @Override
    public boolean decodeBoolean() throws IOException {
        boolean value = look() == JsonToken.VALUE_TRUE;
        take(value ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE);
        return value;
    }

    @Override
    public int decodeInt() throws IOException {
        takeNumber();
        return json.getIntValue();
    }

    @Override
    public long decodeLong() throws IOException {
        takeNumber();
        return json.getLongValue();
    }

    @Override
    public double decodeDouble() throws IOException {
        takeNumber();
        return json.getDoubleValue();
    }

    /** Never: {@link #decodeKey} leaves out fields that are null, and no array may hold null. */
    @Override
    public boolean decodeNull() {
        return false;
    }

    @Override
    public void skipValue() throws IOException {
        look();
        json.skipChildren();
        next = null;
    }

    @Override
    public IOException createDeserializationException(String message, @Nullable Object invalidValue) {
        return new SerdeException(message);
    }

    private JsonToken look() throws IOException {
        if (next == null) {
            next = json.nextToken();
        }
        if (next == null) {
            throw new SerdeException("expected a value");
        }
        return next;
    }

    private void take(JsonToken expected) throws IOException {
        if (look() != expected) {
            throw unexpected(look());
        }
        next = null;
    }

    private void takeNumber() throws IOException {
        if (!look().isNumeric()) {
            throw unexpected(look());
        }
        next = null;
    }

    private static IOException unexpected(JsonToken token) {
        return new SerdeException("unexpected " + token);
    }
}
