package dev.downlink.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.Deserializer;
import io.micronaut.serde.SerdeRegistry;
import io.micronaut.serde.Serializer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads requests and writes answers. */
@Singleton
final class ApiJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Field names come from clients: interned, they would stay in memory.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    private static final Argument<ApiAnswer> ANSWER = Argument.of(ApiAnswer.class);

    private final SerdeRegistry registry;

    ApiJson(SerdeRegistry registry) {
        this.registry = registry;
    }

    /** @return empty if the text is not JSON, or a value has a wrong type; unknown fields are ignored */
    <T> Optional<T> read(String body, Class<T> type) {
        try (JsonParser parser = FACTORY.createParser(body)) {
            Argument<T> argument = Argument.of(type);
            Deserializer.DecoderContext context = registry.newDecoderContext(null);
            StrictDecoder decoder = new StrictDecoder(body, parser);
            T request = context.findDeserializer(argument)
                    .createSpecific(context, argument)
                    .deserialize(decoder, context, argument);
            return decoder.atEnd() ? Optional.ofNullable(request) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@code {"code", "message"}}, without the envelope. */
    String writeError(ApiAnswer.OfError error) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("code", error.code().code());
            json.writeStringField("message", error.message());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    String write(ApiAnswer answer) {
        StringWriter text = new StringWriter();
        Serializer.EncoderContext context = registry.newEncoderContext(null);
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            context.findSerializer(ANSWER)
                    .createSpecific(context, ANSWER)
                    .serialize(new AnswerEncoder(json), context, ANSWER, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
