package dev.downlink.local.aws;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.downlink.local.aws.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The encodings AWS speaks, for records whose members it writes in upper camel case: null is left out, unknown members are
 * ignored.
 */
public final class AwsEncoding {

    private static final ObjectMapper JSON_MAPPER = mapper(JsonMapper.builder(), new EpochSeconds());

    /** For REST services. Binary as base64, time in seconds with decimals; so in the two that follow. */
    public static final AwsEncoding JSON = json("application/json");

    public static final AwsEncoding JSON_1_0 = json("application/x-amz-json-1.0");
    public static final AwsEncoding JSON_1_1 = json("application/x-amz-json-1.1");

    /** Binary as it is, time in milliseconds. The Java SDK's default. */
    public static final AwsEncoding CBOR = new AwsEncoding(
            "application/x-amz-cbor-1.1",
            mapper(CBORMapper.builder(), new EpochMillis()),
            IndefiniteLengthGenerator::new);

    private static final byte[] NO_MEMBERS = {'{', '}'};

    private final String contentType;
    private final ObjectMapper mapper;
    private final UnaryOperator<JsonGenerator> generator;

    private AwsEncoding(String contentType, ObjectMapper mapper, UnaryOperator<JsonGenerator> generator) {
        this.contentType = contentType;
        this.mapper = mapper;
        this.generator = generator;
    }

    /** The encoding of requests that name their operation in {@code X-Amz-Target}. */
    static Optional<AwsEncoding> ofTarget(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Stream.of(JSON_1_0, JSON_1_1, CBOR)
                .filter(encoding -> encoding.contentType.equals(type))
                .findFirst();
    }

    /**
     * Reads a request; a REST request without a body has no members.
     *
     * @throws AwsException if it cannot be read, or the type refuses its values
     */
    public <T> T read(byte[] body, Class<T> type) {
        try {
            return mapper.readValue(body.length == 0 && this == JSON ? NO_MEMBERS : body, type);
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof AwsException refused) {
                throw refused;
            }
            throw AwsException.badRequest("SerializationException", e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] write(Object answer) {
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

    public HttpResponse response(int status, Object answer) {
        return new HttpResponse(status, Map.of("Content-Type", contentType), write(answer));
    }

    private static AwsEncoding json(String contentType) {
        return new AwsEncoding(contentType, JSON_MAPPER, UnaryOperator.identity());
    }

    private static ObjectMapper mapper(MapperBuilder<?, ?> builder, Module timestamps) {
        return builder.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(timestamps)
                .build();
    }
}
