package dev.downlink.local.kinesis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.downlink.local.aws.AwsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The two encodings Kinesis speaks; an answer, an error too, goes out in that of its request. */
final class Wire {

    /** Binary as base64, time in seconds with decimals. */
    static final Wire JSON = new Wire(
            "application/x-amz-json-1.1",
            JsonMapper.builder(),
            new Timestamps.ToSeconds(),
            new Timestamps.FromSeconds(),
            UnaryOperator.identity());

    /** Binary as it is, time in milliseconds. The Java SDK's default. */
    static final Wire CBOR = new Wire(
            "application/x-amz-cbor-1.1",
            CBORMapper.builder(),
            new Timestamps.ToMillis(),
            new Timestamps.FromMillis(),
            IndefiniteLengthGenerator::new);

    private final String contentType;
    private final ObjectMapper mapper;
    private final UnaryOperator<JsonGenerator> generator;

    private Wire(
            String contentType,
            MapperBuilder<?, ?> mapper,
            JsonSerializer<Instant> serializer,
            JsonDeserializer<Instant> deserializer,
            UnaryOperator<JsonGenerator> generator) {
        this.contentType = contentType;
        this.mapper = mapper.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(new SimpleModule()
                        .addSerializer(Instant.class, serializer)
                        .addDeserializer(Instant.class, deserializer))
                .build();
        this.generator = generator;
    }

    static Optional<Wire> of(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Stream.of(JSON, CBOR)
                .filter(wire -> wire.contentType.equals(type))
                .findFirst();
    }

    String contentType() {
        return contentType;
    }

    <T> T read(byte[] body, Class<T> type) {
        try {
            return mapper.readValue(body, type);
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof AwsException refused) {
                throw refused;
            }
            throw new AwsException(400, "SerializationException", e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] write(Object answer) {
        try {
            var bytes = new ByteArrayOutputStream(256);
            try (JsonGenerator out = generator.apply(mapper.getFactory().createGenerator(bytes))) {
                mapper.writeValue(out, answer);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
