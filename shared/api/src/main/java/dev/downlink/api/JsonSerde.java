package dev.downlink.api;

import dev.downlink.protocol.Json;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.Decoder;
import io.micronaut.serde.Encoder;
import io.micronaut.serde.Serde;
import jakarta.inject.Singleton;
import java.io.IOException;

/** JSON inside a request or an answer: passed on as it was written. */
@Singleton
final class JsonSerde implements Serde<Json> {

    @Override
    public Json deserialize(Decoder decoder, DecoderContext context, Argument<? super Json> type) throws IOException {
        return ((StrictDecoder) decoder).decodeJson();
    }

    @Override
    public void serialize(Encoder encoder, EncoderContext context, Argument<? extends Json> type, Json value)
            throws IOException {
        ((AnswerEncoder) encoder).encodeJson(value);
    }
}
