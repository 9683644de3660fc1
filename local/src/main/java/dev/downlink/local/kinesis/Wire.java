package dev.downlink.local.kinesis;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.downlink.local.aws.AwsMapper;
import dev.downlink.local.aws.EpochSeconds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The two encodings Kinesis speaks; an answer, an error too, goes out in that of its request. */
final class Wire {

    /** Binary as base64, time in seconds with decimals. */
    static final Wire JSON = new Wire(
            "application/x-amz-json-1.1",
            AwsMapper.of(JsonMapper.builder(), new EpochSeconds()),
            UnaryOperator.identity());

    /** Binary as it is, time in milliseconds. The Java SDK's default. */
    static final Wire CBOR = new Wire(
            "application/x-amz-cbor-1.1",
            AwsMapper.of(CBORMapper.builder(), new EpochMillis()),
            IndefiniteLengthGenerator::new);

    private final String contentType;
    private final ObjectMapper mapper;
    private final UnaryOperator<JsonGenerator> generator;

    private Wire(String contentType, ObjectMapper mapper, UnaryOperator<JsonGenerator> generator) {
        this.contentType = contentType;
        this.mapper = mapper;
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
        return AwsMapper.read(mapper, body, type);
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
