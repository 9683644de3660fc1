package dev.downlink.local.kinesis;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/** Points in time on the wire. */
final class Timestamps {

    /** CBOR's tag for epoch time; AWS puts milliseconds after it where the standard has seconds. */
    private static final int EPOCH_TAG = 1;

    private Timestamps() {}

    static final class ToSeconds extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(BigDecimal.valueOf(value.toEpochMilli(), 3));
        }
    }

    static final class FromSeconds extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Instant.ofEpochMilli(in.getDecimalValue().movePointRight(3).longValue());
        }
    }

    static final class ToMillis extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            JsonGenerator inner = out instanceof IndefiniteLengthGenerator wrapped ? wrapped.delegate() : out;
            ((CBORGenerator) inner).writeTag(EPOCH_TAG);
            out.writeNumber(value.toEpochMilli());
        }
    }

    static final class FromMillis extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Instant.ofEpochMilli(in.getLongValue());
        }
    }
}
