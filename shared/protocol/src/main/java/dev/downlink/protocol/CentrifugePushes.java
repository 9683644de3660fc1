package dev.downlink.protocol;

/** Writes the pushes of the Centrifuge protocol. */
final class CentrifugePushes {

    private CentrifugePushes() {}

    static String encode(Push push) {
        JsonWriter out = new JsonWriter(capacity(push));
        out.open().open("push");
        switch (push) {
            case Push.Published published -> {
                out.field("channel", published.channel()).open("pub");
                CentrifugeFields.write(out, published.publication());
                out.close();
            }
            case Push.Joined joined -> write(out, joined.channel(), "join", joined.client());
            case Push.Left left -> write(out, left.channel(), "leave", left.client());
            case Push.Subscribed subscribed -> {
                out.field("channel", subscribed.channel()).open("subscribe");
                CentrifugeFields.write(out, subscribed.position(), subscribed.tracking());
                out.field("data", subscribed.data()).close();
            }
            case Push.Unsubscribed unsubscribed -> {
                out.field("channel", unsubscribed.channel()).open("unsubscribe");
                out.field("code", unsubscribed.code());
                out.optional("reason", unsubscribed.reason()).close();
            }
            case Push.Refreshed refreshed -> {
                out.open("refresh");
                CentrifugeFields.writeExpiry(out, refreshed.expiresInSeconds());
                out.close();
            }
            case Push.Message message ->
                out.open("message").field("data", message.data()).close();
            case Push.Disconnected disconnected -> {
                out.open("disconnect").field("code", disconnected.code());
                out.optional("reason", disconnected.reason()).close();
            }
        }
        return out.close().close().toString();
    }

    private static int capacity(Push push) {
        return push instanceof Push.Published published
                ? published.publication().data().text().length() + 256
                : 128;
    }

    private static void write(JsonWriter out, String channel, String event, ClientInfo client) {
        out.field("channel", channel).open(event);
        CentrifugeFields.write(out, "info", client);
        out.close();
    }
}
