package dev.downlink.api;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.downlink.protocol.Json;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.Encoder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Encodes an answer for Serde. Serde's own encoder cannot write JSON as it was written. */
final class AnswerEncoder implements Encoder {

    private final JsonGenerator json;

    AnswerEncoder(JsonGenerator json) {
        this.json = json;
    }

    /** Writes any value, as it was written. */
    void encodeJson(Json value) throws IOException {
        json.writeRawValue(value.text());
    }

    @Override
    public Encoder encodeArray(Argument<?> type) throws IOException {
        json.writeStartArray();
        return this;
    }

    @Override
    public Encoder encodeObject(Argument<?> type) throws IOException {
        json.writeStartObject();
        return this;
    }

    @Override
    public void finishStructure() throws IOException {
        if (json.getOutputContext().inArray()) {
            json.writeEndArray();
        } else {
            json.writeEndObject();
        }
    }

    @Override
    public void encodeKey(String key) throws IOException {
        json.writeFieldName(key);
    }

    @Override
    public void encodeString(String value) throws IOException {
        json.writeString(value);
    }

    @Override
    public void encodeBoolean(boolean value) throws IOException {
        json.writeBoolean(value);
    }

    @Override
    public void encodeByte(byte value) throws IOException {
        json.writeNumber(value);
    }

    @Override
    public void encodeShort(short value) throws IOException {
        json.writeNumber(value);
    }

    @Override
    public void encodeChar(char value) throws IOException {
        json.writeNumber(value);
    }

    @Override
    public void encodeInt(int value) throws IOException {
        json.writeNumber(value);
    }

    @Override
    public void encodeLong(long value) throws IOException {
        json.writeNumber(value);
    }

    @Override
    public void encodeFloat(float value) throws IOException {
        json.writeNumber(value);
    }

    @Override
    public void encodeDouble(double value) throws IOException {
        json.writeNumber(value);
    }

    @Override
    public void encodeBigInteger(BigInteger value) throws IOException {
        json.writeNumber(value);
    }

    @Override
    public void encodeBigDecimal(BigDecimal value) throws IOException {
        json.writeNumber(value);
    }

    @Override
    public void encodeNull() throws IOException {
        json.writeNull();
    }
}
