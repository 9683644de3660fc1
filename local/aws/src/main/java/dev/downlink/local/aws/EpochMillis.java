package dev.downlink.local.aws;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.time.Instant;

/** Points in time as AWS's CBOR has them: the standard's tag for epoch time, but milliseconds where it has seconds. */
final class EpochMillis extends SimpleModule {

    private static final int EPOCH_TAG = 1;

    EpochMillis() {
        addSerializer(Instant.class, new Serializer());
        addDeserializer(Instant.class, new Deserializer());
    }

    private static final class Serializer extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            JsonGenerator inner = out instanceof IndefiniteLengthGenerator wrapped ? wrapped.delegate() : out;
            ((CBORGenerator) inner).writeTag(EPOCH_TAG);
            out.writeNumber(value.toEpochMilli());
        }
    }

    private static final class Deserializer extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Instant.ofEpochMilli(in.getLongValue());
        }
    }
}
