package dev.downlink.protocol;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers name neither the command nor the channel: it remembers both by the command's id. */
final class CentrifugeClientCodec implements ClientCodec {

    private final Map<Json, Request> asked = new HashMap<>();

    @Override
    public String encode(List<Request> requests) {
        JsonWriter out = new JsonWriter(256);
        for (int i = 0; i < requests.size(); i++) {
            if (i > 0) {
                out.newline();
            }
            Request request = requests.get(i);
            out.open();
            write(out, request);
            Json id = request.id();
            if (id != null) {
                asked.put(id, request);
            }
            out.field("id", id).close();
        }
        return out.toString();
    }

    @Override
    public List<ServerMessage> decode(String frame) {
        return frame.lines().map(line -> message(JsonTree.of(line))).toList();
    }

    private static void write(JsonWriter out, Request request) {
        switch (request.command()) {
            case Command.Connect connect -> {
                out.open("connect");
                String token = connect.token();
                if (token != null) {
                    out.field("token", token);
                }
                out.field("data", connect.data());
                if (!connect.channels().isEmpty()) {
                    out.open("subs");
                    for (String channel : connect.channels()) {
                        out.open(channel);
                        recover(out, connect.recover().get(channel));
                        out.close();
                    }
                    out.close();
                }
            }
            case Command.Refresh refresh -> out.open("refresh").optional("token", refresh.token());
            case Command.SubRefresh refresh ->
                out.open("sub_refresh").field("channel", refresh.channel()).optional("token", refresh.token());
            case Command.Rpc rpc ->
                out.open("rpc").optional("method", rpc.method()).field("data", rpc.data());
            case Command.Subscribe subscribe -> {
                out.open("subscribe").field("channel", subscribe.channel());
                String token = subscribe.token();
                if (token != null) {
                    out.field("token", token);
                }
                out.optional("positioned", subscribe.tracking() != Tracking.NONE);
                out.optional("recoverable", subscribe.tracking() == Tracking.RECOVERABLE);
                recover(out, subscribe.recover());
                options(out, subscribe.options());
            }
            case Command.Unsubscribe unsubscribe -> out.open("unsubscribe").field("channel", unsubscribe.channel());
            case Command.Publish publish ->
                out.open("publish").field("channel", publish.channel()).field("data", publish.data());
            case Command.History history -> {
                out.open("history").field("channel", history.channel()).optional("limit", history.limit());
                StreamPosition since = history.since();
                if (since != null) {
                    out.open("since")
                            .optional("offset", since.offset())
                            .optional("epoch", since.epoch())
                            .close();
                }
                out.optional("reverse", history.reverse());
            }
            case Command.Presence presence -> out.open("presence").field("channel", presence.channel());
            case Command.PresenceStats stats -> out.open("presence_stats").field("channel", stats.channel());
            case Command.Unavailable unavailable -> out.open(request.method());
            case Command.Send send -> out.open("send").field("data", new Json("{}"));
            case Command.Pong pong -> {
                return;
            }
            case Command.Ping c -> throw new IllegalArgumentException("not in this dialect: " + c);
            case Command.OnMessage c -> throw new IllegalArgumentException("not in this dialect: " + c);
            case Command.Malformed c -> throw new IllegalArgumentException("not to be written: " + c);
        }
        out.close();
    }

    private static void options(JsonWriter out, SubscribeOptions options) {
        out.field("data", options.data());
        out.optional("join_leave", options.joinLeave());
        // As the SDK does, which always offers channel compaction.
        out.field("flag", options.rejectUnrecovered() ? 3 : 1);
        switch (options.delta()) {
            case NONE -> {}
            case FOSSIL -> out.field("delta", "fossil");
            case UNKNOWN -> out.field("delta", "xdelta");
        }
        TagsFilter filter = options.filter();
        if (filter != null) {
            out.field("tf", filter.json());
        }
    }

    private static void recover(JsonWriter out, @Nullable StreamPosition position) {
        if (position != null) {
            out.field("recover", true).optional("offset", position.offset()).optional("epoch", position.epoch());
        }
    }

    private ServerMessage message(JsonTree message) {
        if (message.has("push")) {
            return new ServerMessage.Pushed(push(message.object("push")));
        }
        Json id = message.json("id");
        Request request = id == null ? null : asked.remove(id);
        String method = request == null ? "" : request.method();
        return new ServerMessage.Answer(
                new Response(id, method, reply(message, request == null ? "" : channel(request.command()))));
    }

    private static String channel(Command command) {
        String channel = command.channel();
        return channel == null ? "" : channel;
    }

    private static Push push(JsonTree push) {
        String channel = push.text("channel");
        String kind = push.fields().keySet().stream()
                .filter(name -> !name.equals("channel"))
                .findFirst()
                .orElseThrow();
        JsonTree event = push.object(kind);
        return switch (kind) {
            case "pub" -> new Push.Published(channel, publication(event));
            case "join" -> new Push.Joined(channel, info(event.object("info")));
            case "leave" -> new Push.Left(channel, info(event.object("info")));
            case "subscribe" -> {
                Reply.Subscribed subscribed = subscribed(event, channel);
                yield new Push.Subscribed(channel, subscribed.position(), subscribed.tracking(), subscribed.data());
            }
            case "unsubscribe" -> new Push.Unsubscribed(channel, (int) event.number("code"), event.text("reason"));
            case "refresh" -> new Push.Refreshed(expiry(event));
            case "message" -> new Push.Message(event.required("data"));
            case "disconnect" -> new Push.Disconnected((int) event.number("code"), event.text("reason"));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static @Nullable Long expiry(JsonTree result) {
        return result.flag("expires") ? Long.valueOf(result.number("ttl")) : null;
    }

    private static Reply reply(JsonTree message, String channel) {
        String kind = message.fields().keySet().stream()
                .filter(name -> !name.equals("id"))
                .findFirst()
                .orElseThrow();
        JsonTree result = message.object(kind);
        return switch (kind) {
            case "connect" -> {
                Map<String, Reply.Subscribed> subscriptions = new HashMap<>();
                JsonTree subs = result.object("subs");
                subs.fields().keySet().forEach(name -> subscriptions.put(name, subscribed(subs.object(name), name)));
                yield new Reply.Connected(
                        result.text("client"),
                        result.text("version"),
                        expiry(result),
                        subscriptions,
                        result.json("data"));
            }
            case "refresh" -> new Reply.Refreshed(result.text("client"), expiry(result));
            case "sub_refresh" -> new Reply.SubRefreshed(channel, expiry(result));
            case "rpc" -> new Reply.RpcResult(result.json("data"));
            case "subscribe" -> subscribed(result, channel);
            case "unsubscribe" -> new Reply.Unsubscribed(channel);
            case "publish" -> new Reply.Published(channel, null);
            case "history" ->
                new Reply.History(
                        channel,
                        publications(result),
                        new StreamPosition(result.number("offset"), result.text("epoch")));
            case "presence" -> {
                Map<String, ClientInfo> clients = new LinkedHashMap<>();
                JsonTree presence = result.object("presence");
                presence.fields().keySet().forEach(client -> clients.put(client, info(presence.object(client))));
                yield new Reply.Presence(channel, clients);
            }
            case "presence_stats" ->
                new Reply.PresenceStats(
                        channel,
                        (int) result.number("num_clients"),
                        (int) result.number("num_users"),
                        result.flag("at_least"));
            case "ping" -> new Reply.Pong();
            case "error" -> ActionClientCodec.failed(result);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static Reply.Subscribed subscribed(JsonTree result, String channel) {
        @Nullable
        StreamPosition position =
                result.flag("positioned") ? new StreamPosition(result.number("offset"), result.text("epoch")) : null;
        Tracking tracking = result.flag("recoverable") ? Tracking.RECOVERABLE : Tracking.POSITIONED;
        return new Reply.Subscribed(
                channel,
                position,
                position == null ? Tracking.NONE : tracking,
                result.flag("was_recovering"),
                result.flag("recovered"),
                publications(result),
                expiry(result),
                result.flag("delta"),
                result.json("data"));
    }

    private static List<Publication> publications(JsonTree result) {
        return result.objects("publications").stream()
                .map(CentrifugeClientCodec::publication)
                .toList();
    }

    private static Publication publication(JsonTree pub) {
        return new Publication(
                pub.number("offset"),
                pub.required("data"),
                pub.has("info") ? info(pub.object("info")) : null,
                pub.texts("tags"),
                Instant.ofEpochMilli(pub.number("time")),
                pub.flag("delta"));
    }

    private static ClientInfo info(JsonTree info) {
        return new ClientInfo(info.text("client"), info.text("user"), info.json("conn_info"), info.json("chan_info"));
    }
}
