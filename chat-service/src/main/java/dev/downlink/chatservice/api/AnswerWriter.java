package dev.downlink.chatservice.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.StreamPosition;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes answers as Centrifugo does: {@code {"result": …}} or {@code {"error": {"code", "message"}}}. */
final class AnswerWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private AnswerWriter() {}

    static String write(Reply reply) {
        return text(json -> write(json, reply));
    }

    static String write(BroadcastAnswer answer) {
        return switch (answer) {
            case BroadcastAnswer.Refused refused -> write(new Reply.Failed(refused.code()));
            case BroadcastAnswer.Done done ->
                text(json -> {
                    json.writeObjectFieldStart("result");
                    json.writeArrayFieldStart("responses");
                    for (Reply reply : done.replies()) {
                        json.writeStartObject();
                        write(json, reply);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
        };
    }

    private static void write(JsonGenerator json, Reply reply) throws IOException {
        if (reply instanceof Reply.Failed failed) {
            json.writeObjectFieldStart("error");
            json.writeNumberField("code", failed.code().code());
            json.writeStringField("message", failed.message());
            json.writeEndObject();
            return;
        }
        json.writeObjectFieldStart("result");
        if (reply instanceof Reply.Published published) {
            position(json, published.position());
        } else if (reply instanceof Reply.History history) {
            history(json, history);
        } else {
            throw new IllegalArgumentException("Not a reply of the server API: " + reply);
        }
        json.writeEndObject();
    }

    private static void position(JsonGenerator json, @Nullable StreamPosition position) throws IOException {
        if (position != null) {
            json.writeNumberField("offset", position.offset());
            json.writeStringField("epoch", position.epoch());
        }
    }

    private static void history(JsonGenerator json, Reply.History history) throws IOException {
        json.writeArrayFieldStart("publications");
        for (Publication publication : history.publications()) {
            publication(json, publication);
        }
        json.writeEndArray();
        json.writeStringField("epoch", history.position().epoch());
        json.writeNumberField("offset", history.position().offset());
    }

    private static void publication(JsonGenerator json, Publication publication) throws IOException {
        json.writeStartObject();
        raw(json, "data", publication.data());
        @Nullable ClientInfo info = publication.info();
        if (info != null) {
            json.writeObjectFieldStart("info");
            json.writeStringField("user", info.user());
            json.writeStringField("client", info.client());
            raw(json, "conn_info", info.connectionInfo());
            raw(json, "chan_info", info.channelInfo());
            json.writeEndObject();
        }
        json.writeNumberField("offset", publication.offset());
        if (!publication.tags().isEmpty()) {
            json.writeObjectFieldStart("tags");
            for (Map.Entry<String, String> tag : new TreeMap<>(publication.tags()).entrySet()) {
                json.writeStringField(tag.getKey(), tag.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void raw(JsonGenerator json, String name, @Nullable Json value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            json.writeRawValue(value.text());
        }
    }

    private static String text(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
