package dev.downlink.connectionservice.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The supported claims of a connection JWT; others are ignored.
 *
 * @param channels of the claims {@code channels} and {@code subs}
 * @param expiresAtEpochSeconds with fractions, as RFC 7519 allows
 */
record Claims(
        String user,
        @Nullable Json info,
        List<ChannelName> channels,
        @Nullable Double expiresAtEpochSeconds,
        @Nullable Double notBeforeEpochSeconds,
        List<String> audience,
        @Nullable String issuer) {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** @throws IllegalArgumentException if the payload is not a JSON object or a claim has the wrong type */
    static Claims parse(String payload) {
        String user = "";
        @Nullable Json info = null;
        Set<String> channels = new LinkedHashSet<>();
        @Nullable Double expiresAt = null;
        @Nullable Double notBefore = null;
        List<String> audience = List.of();
        @Nullable String issuer = null;
        try (JsonParser parser = JSON.createParser(payload)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "claims: expected an object");
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "sub" -> user = string(name, parser);
                    case "info" -> info = json(payload, parser);
                    case "channels" -> channels.addAll(strings(name, parser));
                    case "subs" -> channels.addAll(subs(parser));
                    case "exp" -> expiresAt = number(name, parser);
                    case "nbf" -> notBefore = number(name, parser);
                    case "aud" ->
                        audience = parser.hasToken(JsonToken.START_ARRAY)
                                ? strings(name, parser)
                                : List.of(string(name, parser));
                    case "iss" -> issuer = string(name, parser);
                    default -> parser.skipChildren();
                }
            }
            return new Claims(
                    user,
                    info,
                    channels.stream().map(ChannelName::new).toList(),
                    expiresAt,
                    notBefore,
                    audience,
                    issuer);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("claims: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new AssertionError("a string is read without I/O", e);
        }
    }

    /** Channels with options. No option is supported yet: one is refused, as it would have no effect. */
    private static List<String> subs(JsonParser parser) throws IOException {
        require(parser.hasToken(JsonToken.START_OBJECT), "subs: expected an object");
        List<String> channels = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            channels.add(parser.currentName());
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                require(parser.hasToken(JsonToken.START_OBJECT), "subs: expected an object for each channel");
                String option = parser.nextFieldName();
                require(option == null, "subs: " + option + " of a channel is not supported");
            }
        }
        return channels;
    }

    private static String string(String name, JsonParser parser) throws IOException {
        require(parser.hasToken(JsonToken.VALUE_STRING), name + ": expected a string");
        return parser.getText();
    }

    private static List<String> strings(String name, JsonParser parser) throws IOException {
        require(parser.hasToken(JsonToken.START_ARRAY), name + ": expected an array of strings");
        List<String> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(string(name, parser));
        }
        return values;
    }

    private static double number(String name, JsonParser parser) throws IOException {
        require(parser.currentToken().isNumeric(), name + ": expected a number");
        return parser.getDoubleValue();
    }

    private static @Nullable Json json(String payload, JsonParser parser) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
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
        return Json.read(payload.substring(from, to))
                .orElseThrow(() -> new IllegalArgumentException("info: expected well-formed Unicode"));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
