package dev.downlink.ingestservice.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
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
 * @param tree to look into
 * @param text to pass on
 */
public record JsonRecord(JsonNode tree, Json text) {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonNodeTreeCodec TREES = JsonNodeTreeCodec.getInstance();

    public static JsonRecord parse(byte[] data) throws BadRecordException {
        if (data.length > Limits.MAX_DATA_BYTES) {
            throw new BadRecordException(
                    "%d bytes are more than the %d of a publication".formatted(data.length, Limits.MAX_DATA_BYTES));
        }
        try {
            Json text = Json.read(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(data))
                            .toString())
                    .orElseThrow(() -> new BadRecordException("not one JSON value"));
            return new JsonRecord(tree(text.text()), text);
        } catch (CharacterCodingException e) {
            throw new BadRecordException("not UTF-8");
        } catch (IOException e) {
            throw new BadRecordException("not readable: " + e.getMessage());
        }
    }

    /** Reads JSON to look into. */
    public static JsonNode tree(String json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            return TREES.readTree(parser);
        }
    }
}
