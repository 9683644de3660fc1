package dev.downlink.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The action dialect: flat objects, {@code {"action": …}} in and {@code {"type": …}} out. */
public final class ActionCodec implements Codec {

    @Override
    public List<Request> decode(String frame) {
        return FrameDecoder.decode(frame, ActionReader::new);
    }

    @Override
    public String encode(List<Response> responses) {
        JsonWriter out = new JsonWriter(256);
        for (int i = 0; i < responses.size(); i++) {
            if (i > 0) {
                out.newline();
            }
            write(out, responses.get(i));
        }
        return out.toString();
    }

    @Override
    public String encode(Push push) {
        JsonWriter out;
        switch (push) {
            case Push.Published published -> {
                out = new JsonWriter(published.publication().data().text().length() + 256);
                out.open().field("type", "publication").field("channel", published.channel());
                write(out, published.publication());
            }
            case Push.Unsubscribed unsubscribed -> {
                out = new JsonWriter(128);
                out.open().field("type", "unsubscribed").field("channel", unsubscribed.channel());
                out.field("code", unsubscribed.code()).optional("reason", unsubscribed.reason());
            }
            case Push.Disconnected disconnected -> {
                out = new JsonWriter(128);
                out.open().field("type", "disconnected").field("code", disconnected.code());
                out.optional("reason", disconnected.reason());
            }
        }
        return out.close().toString();
    }

    private static void write(JsonWriter out, Response response) {
        Json id = response.id();
        switch (response.reply()) {
            // No action asks for it yet.
            case Reply.Connected connected -> begin(out, "connected", id).field("client", connected.client());
            case Reply.Subscribed subscribed -> write(begin(out, "subscribed", id), subscribed);
            case Reply.Unsubscribed unsubscribed ->
                begin(out, "unsubscribed", id).field("channel", unsubscribed.channel());
            case Reply.Published published -> {
                begin(out, "published", id).field("channel", published.channel());
                write(out, published.position());
            }
            case Reply.History history -> {
                begin(out, "history", id).field("channel", history.channel());
                write(out, history.publications());
                write(out, history.position());
            }
            case Reply.Presence presence -> {
                begin(out, "presence", id).field("channel", presence.channel()).openArray("clients");
                for (ClientInfo client : presence.clients().values()) {
                    out.open();
                    write(out, client);
                    out.close();
                }
                out.closeArray();
            }
            case Reply.PresenceStats stats ->
                begin(out, "presence_stats", id)
                        .field("channel", stats.channel())
                        .field("clients", stats.clients())
                        .field("users", stats.users())
                        .optional("at_least", stats.atLeast());
            case Reply.Pong pong -> begin(out, "pong", id);
            case Reply.Failed failed ->
                begin(out, "error", id)
                        .field("code", failed.code().code())
                        .field("message", failed.message())
                        .optional("action", response.method());
        }
        out.close();
    }

    private static JsonWriter begin(JsonWriter out, String type, @Nullable Json id) {
        return out.open().field("type", type).field("id", id);
    }

    private static void write(JsonWriter out, Reply.Subscribed subscribed) {
        out.field("channel", subscribed.channel());
        write(out, subscribed.position());
        if (subscribed.wasRecovering()) {
            out.field("recovered", subscribed.recovered());
        }
        if (!subscribed.publications().isEmpty()) {
            write(out, subscribed.publications());
        }
    }

    private static void write(JsonWriter out, @Nullable StreamPosition position) {
        if (position != null) {
            out.field("offset", position.offset()).field("epoch", position.epoch());
        }
    }

    private static void write(JsonWriter out, List<Publication> publications) {
        out.openArray("publications");
        for (Publication publication : publications) {
            out.open();
            write(out, publication);
            out.close();
        }
        out.closeArray();
    }

    private static void write(JsonWriter out, Publication publication) {
        out.field("data", publication.data()).optional("offset", publication.offset());
        out.optional("time", publication.time().toEpochMilli());
        ClientInfo info = publication.info();
        if (info != null) {
            write(out, info);
        }
        if (!publication.tags().isEmpty()) {
            out.open("tags");
            publication.tags().forEach(out::field);
            out.close();
        }
    }

    private static void write(JsonWriter out, ClientInfo info) {
        out.field("client", info.client())
                .optional("user", info.user())
                .field("info", info.connectionInfo())
                .field("channel_info", info.channelInfo());
    }
}
