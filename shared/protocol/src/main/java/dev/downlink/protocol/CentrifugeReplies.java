package dev.downlink.protocol;

/** Writes the replies of the Centrifuge protocol. */
final class CentrifugeReplies {

    private CentrifugeReplies() {}

    static void write(JsonWriter out, Reply reply) {
        switch (reply) {
            case Reply.Connected connected -> write(out, connected);
            case Reply.Refreshed refreshed -> {
                out.open("refresh").optional("client", refreshed.client());
                CentrifugeFields.writeExpiry(out, refreshed.expiresInSeconds());
            }
            case Reply.Subscribed subscribed -> {
                out.open("subscribe");
                write(out, subscribed);
            }
            case Reply.SubRefreshed refreshed -> {
                out.open("sub_refresh");
                CentrifugeFields.writeExpiry(out, refreshed.expiresInSeconds());
            }
            case Reply.Unsubscribed unsubscribed -> out.open("unsubscribe");
            case Reply.Published published -> out.open("publish");
            case Reply.History history -> {
                StreamPosition position = history.position();
                out.open("history");
                CentrifugeFields.write(out, history.publications());
                out.field("epoch", position.epoch()).field("offset", position.offset());
            }
            case Reply.Presence presence -> {
                out.open("presence").open("presence");
                presence.clients().forEach((client, info) -> CentrifugeFields.write(out, client, info));
                out.close();
            }
            case Reply.PresenceStats stats ->
                out.open("presence_stats")
                        .field("num_clients", stats.clients())
                        .field("num_users", stats.users())
                        .optional("at_least", stats.atLeast());
            case Reply.RpcResult result -> out.open("rpc").field("data", result.data());
            case Reply.Pong pong -> out.open("ping");
            case Reply.Failed failed ->
                error(out, failed.code().code(), failed.message(), failed.code().temporary());
            case Reply.FailedByApplication failed -> error(out, failed.code(), failed.message(), failed.temporary());
        }
        out.close();
    }

    private static void write(JsonWriter out, Reply.Connected connected) {
        out.open("connect").field("client", connected.client()).optional("version", connected.version());
        CentrifugeFields.writeExpiry(out, connected.expiresInSeconds());
        out.field("data", connected.data());
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

    // Never with an id: it would turn channel compaction on, and pushes would carry the id in place of the channel.
    private static void write(JsonWriter out, Reply.Subscribed subscribed) {
        CentrifugeFields.write(out, subscribed.position(), subscribed.tracking());
        out.optional("was_recovering", subscribed.wasRecovering()).optional("recovered", subscribed.recovered());
        if (!subscribed.publications().isEmpty()) {
            CentrifugeFields.write(out, subscribed.publications());
        }
        CentrifugeFields.writeExpiry(out, subscribed.expiresInSeconds());
        out.optional("delta", subscribed.delta()).field("data", subscribed.data());
    }

    private static void error(JsonWriter out, int code, String message, boolean temporary) {
        out.open("error").field("code", code).field("message", message).optional("temporary", temporary);
    }
}
