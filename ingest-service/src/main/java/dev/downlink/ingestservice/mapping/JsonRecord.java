package dev.downlink.ingestservice.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.downlink.ingestservice.mapping.BadRecordException.Kind;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Limits;
import io.micronaut.jackson.core.tree.JsonNodeTreeCodec;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A record that is one JSON value.
 *
 * @param tree for reading fields
 * @param text for passing it on as it was written
 */
public record JsonRecord(JsonNode tree, Json text) {

    // Field names come from producers: interned, they would stay in memory.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    private static final JsonNodeTreeCodec TREES = JsonNodeTreeCodec.getInstance();
    private static final String NOT_JSON = "not one JSON value";

    public static JsonRecord parse(byte[] data) throws BadRecordException {
        if (data.length > Limits.MAX_DATA_BYTES) {
            throw new BadRecordException(
                    Kind.SIZE,
                    "%d bytes are more than the %d of a publication".formatted(data.length, Limits.MAX_DATA_BYTES));
        }
        String text = text(data);
        try {
            JsonNode tree = tree(text);
            return new JsonRecord(
                    tree, Json.ofValid(text).orElseThrow(() -> new BadRecordException(Kind.FORMAT, NOT_JSON)));
        } catch (StreamConstraintsException e) {
            throw new BadRecordException(Kind.FORMAT, "not readable: " + e.getMessage());
        } catch (IOException e) {
            throw new BadRecordException(Kind.FORMAT, NOT_JSON);
        }
    }

    /**
     * Reads one JSON value.
     *
     * @throws IOException if the text is anything else
     */
    public static JsonNode tree(String json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() == null) {
                throw new JsonParseException(parser, "there is no value");
            }
            JsonNode tree = TREES.readTree(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "there is more than one value");
            }
            return tree;
        }
    }

    private static String text(byte[] data) throws BadRecordException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRecordException(Kind.FORMAT, "not UTF-8");
        }
    }
}
