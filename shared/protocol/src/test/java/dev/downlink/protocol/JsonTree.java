package dev.downlink.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object; each value is kept as the text it was. */
final class JsonTree {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, String> fields;

    private JsonTree(Map<String, String> fields) {
        this.fields = fields;
    }

    static JsonTree of(String object) {
        try (JsonParser parser = FACTORY.createParser(object)) {
            Map<String, String> fields = new LinkedHashMap<>();
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, text(object, parser));
            }
            return new JsonTree(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(object, e);
        }
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    Map<String, String> fields() {
        return fields;
    }

    @Nullable
    Json json(String name) {
        String text = fields.get(name);
        return text == null ? null : new Json(text);
    }

    Json required(String name) {
        return Objects.requireNonNull(json(name), name);
    }

    String text(String name) {
        String text = fields.get(name);
        return text == null ? "" : string(text);
    }

    long number(String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(fields.get(name));
    }

    JsonTree object(String name) {
        return of(fields.getOrDefault(name, "{}"));
    }

    List<JsonTree> objects(String name) {
        String array = fields.getOrDefault(name, "[]");
        try (JsonParser parser = FACTORY.createParser(array)) {
            List<JsonTree> objects = new ArrayList<>();
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                objects.add(of(text(array, parser)));
            }
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException(array, e);
        }
    }

    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(name).fields.forEach((key, value) -> texts.put(key, string(value)));
        return texts;
    }

    private static String string(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    private static String text(String source, JsonParser parser) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return source.substring(start, (int) parser.currentLocation().getCharOffset());
    }
}
