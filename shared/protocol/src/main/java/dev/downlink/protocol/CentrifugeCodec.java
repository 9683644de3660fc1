package dev.downlink.protocol;

import java.util.List;

/** The Centrifuge client protocol (version 2) in JSON. Source: github.com/centrifugal/protocol, {@code client.proto}. */
public final class CentrifugeCodec implements Codec {

    @Override
    public List<Request> decode(String frame) {
        return FrameDecoder.decode(frame, CentrifugeReader::new);
    }

    @Override
    public String encode(List<Response> responses) {
        JsonWriter out = new JsonWriter(256);
        for (int i = 0; i < responses.size(); i++) {
            if (i > 0) {
                out.newline();
            }
            Response response = responses.get(i);
            out.open().field("id", response.id());
            write(out, response.reply());
            out.close();
        }
        return out.toString();
    }

    @Override
    public String encode(Push push) {
        JsonWriter out;
        switch (push) {
            case Push.Published published -> {
                out = new JsonWriter(published.publication().data().text().length() + 256);
                out.open().open("push").field("channel", published.channel()).open("pub");
                write(out, published.publication());
            }
            case Push.Unsubscribed unsubscribed -> {
                out = new JsonWriter(128);
                out.open().open("push").field("channel", unsubscribed.channel()).open("unsubscribe");
                out.field("code", unsubscribed.code()).optional("reason", unsubscribed.reason());
            }
            case Push.Disconnected disconnected -> {
                out = new JsonWriter(128);
                out.open().open("push").open("disconnect");
                out.field("code", disconnected.code()).optional("reason", disconnected.reason());
            }
        }
        return out.close().close().close().toString();
    }

    private static void write(JsonWriter out, Reply reply) {
        switch (reply) {
            case Reply.Connected connected -> {
                Long ttl = connected.expiresInSeconds();
                out.open("connect").field("client", connected.client()).optional("version", connected.version());
                if (ttl != null) {
                    out.field("expires", true).optional("ttl", ttl);
                }
                if (!connected.subscriptions().isEmpty()) {
                    out.open("subs");
                    connected.subscriptions().forEach((channel, subscribed) -> {
                        out.open(channel);
                        write(out, subscribed);
                        out.close();
                    });
                    out.close();
                }
            }
            case Reply.Subscribed subscribed -> {
                out.open("subscribe");
                write(out, subscribed);
            }
            case Reply.Unsubscribed unsubscribed -> out.open("unsubscribe");
            case Reply.Published published -> out.open("publish");
            case Reply.History history -> {
                StreamPosition position = history.position();
                out.open("history");
                write(out, history.publications());
                out.field("epoch", position.epoch()).field("offset", position.offset());
            }
            case Reply.Presence presence -> {
                out.open("presence").open("presence");
                presence.clients().forEach((client, info) -> write(out, client, info));
                out.close();
            }
            case Reply.PresenceStats stats ->
                out.open("presence_stats")
                        .field("num_clients", stats.clients())
                        .field("num_users", stats.users())
                        .optional("at_least", stats.atLeast());
            case Reply.Pong pong -> out.open("ping");
            case Reply.Failed failed ->
                out.open("error")
                        .field("code", failed.code().code())
                        .field("message", failed.message())
                        .optional("temporary", failed.code().temporary());
        }
        out.close();
    }

    // Never with an id: it would turn channel compaction on, and pushes would carry the id in place of the channel.
    private static void write(JsonWriter out, Reply.Subscribed subscribed) {
        StreamPosition position = subscribed.position();
        if (position != null && subscribed.tracking() != Tracking.NONE) {
            out.optional("recoverable", subscribed.tracking() == Tracking.RECOVERABLE)
                    .field("positioned", true)
                    .optional("epoch", position.epoch())
                    .optional("offset", position.offset());
        }
        out.optional("was_recovering", subscribed.wasRecovering()).optional("recovered", subscribed.recovered());
        if (!subscribed.publications().isEmpty()) {
            write(out, subscribed.publications());
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
        ClientInfo info = publication.info();
        if (info != null) {
            write(out, "info", info);
        }
        if (!publication.tags().isEmpty()) {
            out.open("tags");
            publication.tags().forEach(out::field);
            out.close();
        }
        out.optional("time", publication.time().toEpochMilli());
    }

    private static void write(JsonWriter out, String name, ClientInfo info) {
        out.open(name)
                .field("user", info.user())
                .field("client", info.client())
                .field("conn_info", info.connectionInfo())
                .field("chan_info", info.channelInfo())
                .close();
    }
}
