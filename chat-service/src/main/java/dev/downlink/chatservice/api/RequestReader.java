package dev.downlink.chatservice.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.StreamPosition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests as Centrifugo does: unknown fields are passed over, {@code null} is absent. Text that is not JSON, or a
 * value of a wrong type, makes the request empty.
 */
final class RequestReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Field names come from outside: interned, they would stay.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final String body;
    private String channel = "";
    private List<String> channels = List.of();
    private @Nullable Json data;
    private String b64Data = "";
    private boolean skipHistory;
    private Map<String, String> tags = Map.of();
    private String idempotencyKey = "";
    private long version;
    private int limit;
    private @Nullable StreamPosition since;
    private boolean reverse;

    private RequestReader(String body) {
        this.body = body;
    }

    static Optional<PublishRequest> publish(String body) {
        RequestReader request = new RequestReader(body);
        return request.read(request::publishField)
                ? Optional.of(new PublishRequest(
                        request.channel,
                        request.channels,
                        request.data,
                        request.b64Data,
                        request.skipHistory,
                        request.tags,
                        request.idempotencyKey,
                        request.version))
                : Optional.empty();
    }

    static Optional<HistoryRequest> history(String body) {
        RequestReader request = new RequestReader(body);
        return request.read(request::historyField)
                ? Optional.of(new HistoryRequest(request.channel, request.limit, request.since, request.reverse))
                : Optional.empty();
    }

    private interface Field {
        void read(String name, JsonParser json) throws IOException;
    }

    private boolean read(Field field) {
        try (JsonParser json = FACTORY.createParser(body)) {
            json.nextToken();
            object(json, field);
            return json.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private void publishField(String name, JsonParser json) throws IOException {
        switch (name) {
            case "channel" -> channel = text(json);
            case "channels" -> channels = texts(json);
            case "data" -> data = any(json);
            case "b64data" -> b64Data = text(json);
            case "skip_history" -> skipHistory = flag(json);
            case "tags" -> tags = textsByName(json);
            case "idempotency_key" -> idempotencyKey = text(json);
            case "version" -> version = json.getLongValue();
            default -> json.skipChildren();
        }
    }

    private void historyField(String name, JsonParser json) throws IOException {
        switch (name) {
            case "channel" -> channel = text(json);
            case "limit" -> limit = json.getIntValue();
            case "since" -> since = position(json);
            case "reverse" -> reverse = flag(json);
            default -> json.skipChildren();
        }
    }

    private static StreamPosition position(JsonParser json) throws IOException {
        long[] offset = {0};
        String[] epoch = {""};
        object(json, (name, value) -> {
            switch (name) {
                case "offset" -> {
                    offset[0] = value.getLongValue();
                    if (offset[0] < 0) {
                        throw new IOException("expected an offset");
                    }
                }
                case "epoch" -> epoch[0] = text(value);
                default -> value.skipChildren();
            }
        });
        return new StreamPosition(offset[0], epoch[0]);
    }

    private static void object(JsonParser json, Field field) throws IOException {
        expect(json, JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                field.read(name, json);
            }
        }
    }

    private static List<String> texts(JsonParser json) throws IOException {
        expect(json, JsonToken.START_ARRAY);
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text(json));
        }
        return texts;
    }

    private static Map<String, String> textsByName(JsonParser json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        object(json, (name, value) -> texts.put(name, text(value)));
        return texts;
    }

    private static String text(JsonParser json) throws IOException {
        expect(json, JsonToken.VALUE_STRING);
        return json.getText();
    }

    private static boolean flag(JsonParser json) throws IOException {
        return json.getBooleanValue();
    }

    /** Any value, as it is written. */
    private Json any(JsonParser json) throws IOException {
        int start = (int) json.currentTokenLocation().getCharOffset();
        json.skipChildren();
        json.finishToken();
        int end = (int) json.currentLocation().getCharOffset();
        return Json.read(body.substring(start, end)).orElseThrow(() -> new IOException("not well-formed Unicode"));
    }

    private static void expect(JsonParser json, JsonToken token) throws IOException {
        if (json.currentToken() != token) {
            throw new IOException("expected " + token);
        }
    }
}
