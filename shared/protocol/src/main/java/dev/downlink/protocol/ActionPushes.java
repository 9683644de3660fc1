package dev.downlink.protocol;

/** Writes the pushes of the action dialect. */
final class ActionPushes {

    private ActionPushes() {}

    static String encode(Push push) {
        JsonWriter out = new JsonWriter(capacity(push));
        out.open();
        switch (push) {
            case Push.Published published -> {
                out.field("type", "publication").field("channel", published.channel());
                ActionFields.write(out, published.publication());
            }
            case Push.Joined joined -> write(out, "joined", joined.channel(), joined.client());
            case Push.Left left -> write(out, "left", left.channel(), left.client());
            case Push.Subscribed subscribed -> {
                out.field("type", "subscribed").field("by", "server").field("channel", subscribed.channel());
                ActionFields.write(out, subscribed.position());
                out.field("data", subscribed.data());
            }
            case Push.Unsubscribed unsubscribed -> {
                out.field("type", "unsubscribed").field("channel", unsubscribed.channel());
                out.field("code", unsubscribed.code()).optional("reason", unsubscribed.reason());
            }
            case Push.Refreshed refreshed -> {
                out.field("type", "refreshed").field("by", "server");
                ActionFields.writeExpiry(out, refreshed.expiresInSeconds());
            }
            case Push.Message message -> out.field("type", "message").field("data", message.data());
            case Push.Disconnected disconnected -> {
                out.field("type", "disconnected").field("code", disconnected.code());
                out.optional("reason", disconnected.reason());
            }
        }
        return out.close().toString();
    }

    private static int capacity(Push push) {
        return push instanceof Push.Published published
                ? published.publication().data().text().length() + 256
                : 128;
    }

    private static void write(JsonWriter out, String type, String channel, ClientInfo client) {
        out.field("type", type).field("channel", channel);
        ActionFields.write(out, client);
    }
}
