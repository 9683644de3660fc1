package dev.downlink.protocol;

import org.jspecify.annotations.Nullable;

/** Writes the answers of the action dialect. */
final class ActionReplies {

    private ActionReplies() {}

    static void write(JsonWriter out, Response response) {
        Json id = response.id();
        switch (response.reply()) {
            // No action requests it.
            case Reply.Connected connected -> begin(out, "connected", id).field("client", connected.client());
            case Reply.Refreshed refreshed -> {
                begin(out, "refreshed", id).optional("client", refreshed.client());
                ActionFields.writeExpiry(out, refreshed.expiresInSeconds());
            }
            case Reply.Subscribed subscribed -> write(begin(out, "subscribed", id), subscribed);
            case Reply.SubRefreshed refreshed -> {
                begin(out, "sub_refreshed", id).field("channel", refreshed.channel());
                ActionFields.writeExpiry(out, refreshed.expiresInSeconds());
            }
            case Reply.Unsubscribed unsubscribed ->
                begin(out, "unsubscribed", id).field("channel", unsubscribed.channel());
            case Reply.Published published -> {
                begin(out, "published", id).field("channel", published.channel());
                ActionFields.write(out, published.position());
            }
            case Reply.History history -> {
                begin(out, "history", id).field("channel", history.channel());
                ActionFields.write(out, history.publications());
                ActionFields.write(out, history.position());
            }
            case Reply.Presence presence -> {
                begin(out, "presence", id).field("channel", presence.channel()).openArray("clients");
                for (ClientInfo client : presence.clients().values()) {
                    out.open();
                    ActionFields.write(out, client);
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
            case Reply.RpcResult result -> begin(out, "result", id).field("data", result.data());
            case Reply.Pong pong -> begin(out, "pong", id);
            case Reply.Failed failed -> error(out, response, failed.code().code(), failed.message());
            case Reply.FailedByApplication failed -> {
                error(out, response, failed.code(), failed.message());
                out.optional("temporary", failed.temporary());
            }
        }
        out.close();
    }

    private static JsonWriter begin(JsonWriter out, String type, @Nullable Json id) {
        return out.open().field("type", type).field("id", id);
    }

    private static void write(JsonWriter out, Reply.Subscribed subscribed) {
        out.field("channel", subscribed.channel());
        ActionFields.write(out, subscribed.position());
        if (subscribed.wasRecovering()) {
            out.field("recovered", subscribed.recovered());
        }
        if (!subscribed.publications().isEmpty()) {
            ActionFields.write(out, subscribed.publications());
        }
        ActionFields.writeExpiry(out, subscribed.expiresInSeconds());
        out.field("data", subscribed.data());
    }

    private static void error(JsonWriter out, Response response, int code, String message) {
        begin(out, "error", response.id())
                .field("code", code)
                .field("message", message)
                .optional("action", response.method());
    }
}
