package dev.downlink.protocol;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class ActionClientCodec implements ClientCodec {

    @Override
    public String encode(List<Request> requests) {
        JsonWriter out = new JsonWriter(256);
        for (int i = 0; i < requests.size(); i++) {
            if (i > 0) {
                out.newline();
            }
            Request request = requests.get(i);
            out.open().field("action", request.method()).field("id", request.id());
            write(out, request.command());
            out.close();
        }
        return out.toString();
    }

    @Override
    public List<ServerMessage> decode(String frame) {
        return frame.lines().map(line -> message(JsonTree.of(line))).toList();
    }

    private static void write(JsonWriter out, Command command) {
        switch (command) {
            case Command.Subscribe subscribe -> {
                out.field("channel", subscribe.channel());
                String token = subscribe.token();
                if (token != null) {
                    out.field("token", token);
                }
                position(out, "recover", subscribe.recover());
                SubscribeOptions options = subscribe.options();
                out.field("data", options.data()).optional("join_leave", options.joinLeave());
                TagsFilter filter = options.filter();
                out.field("filter", filter == null ? null : filter.json());
            }
            case Command.Refresh refresh -> out.optional("token", refresh.token());
            case Command.SubRefresh refresh ->
                out.field("channel", refresh.channel()).optional("token", refresh.token());
            case Command.Rpc rpc -> out.optional("method", rpc.method()).field("data", rpc.data());
            case Command.Unsubscribe unsubscribe -> out.field("channel", unsubscribe.channel());
            case Command.Publish publish ->
                out.field("channel", publish.channel()).field("data", publish.data());
            case Command.OnMessage onMessage -> out.field("message", onMessage.message());
            case Command.History history -> {
                out.field("channel", history.channel()).field("limit", history.limit());
                position(out, "since", history.since());
                out.optional("reverse", history.reverse());
            }
            case Command.Presence presence -> out.field("channel", presence.channel());
            case Command.PresenceStats stats -> out.field("channel", stats.channel());
            case Command.Ping ping -> {}
            case Command.Connect c -> throw new IllegalArgumentException("not in this dialect: " + c);
            case Command.Pong c -> throw new IllegalArgumentException("not in this dialect: " + c);
            case Command.Send c -> throw new IllegalArgumentException("not in this dialect: " + c);
            case Command.Unavailable c -> throw new IllegalArgumentException("not in this dialect: " + c);
            case Command.Malformed c -> throw new IllegalArgumentException("not to be written: " + c);
        }
    }

    private static void position(JsonWriter out, String name, @Nullable StreamPosition position) {
        if (position != null) {
            out.open(name)
                    .field("offset", position.offset())
                    .field("epoch", position.epoch())
                    .close();
        }
    }

    private static ServerMessage message(JsonTree message) {
        String channel = message.text("channel");
        return switch (message.text("type")) {
            case "subscribed" ->
                message.has("by")
                        ? new ServerMessage.Pushed(
                                new Push.Subscribed(channel, position(message), Tracking.NONE, message.json("data")))
                        : answer(
                                message,
                                "subscribe",
                                new Reply.Subscribed(
                                        channel,
                                        position(message),
                                        Tracking.NONE,
                                        message.has("recovered"),
                                        message.flag("recovered"),
                                        publications(message),
                                        expiry(message),
                                        false,
                                        message.json("data")));
            case "refreshed" ->
                message.has("by")
                        ? new ServerMessage.Pushed(new Push.Refreshed(expiry(message)))
                        : answer(message, "refresh", new Reply.Refreshed(message.text("client"), expiry(message)));
            case "sub_refreshed" -> answer(message, "sub_refresh", new Reply.SubRefreshed(channel, expiry(message)));
            case "result" -> answer(message, "rpc", new Reply.RpcResult(message.json("data")));
            case "joined" -> new ServerMessage.Pushed(new Push.Joined(channel, info(message)));
            case "left" -> new ServerMessage.Pushed(new Push.Left(channel, info(message)));
            case "message" -> new ServerMessage.Pushed(new Push.Message(message.required("data")));
            case "unsubscribed" ->
                message.has("code")
                        ? new ServerMessage.Pushed(
                                new Push.Unsubscribed(channel, (int) message.number("code"), message.text("reason")))
                        : answer(message, "unsubscribe", new Reply.Unsubscribed(channel));
            case "published" -> answer(message, "publish", new Reply.Published(channel, position(message)));
            case "history" ->
                answer(
                        message,
                        "history",
                        new Reply.History(
                                channel,
                                publications(message),
                                new StreamPosition(message.number("offset"), message.text("epoch"))));
            case "presence" -> {
                Map<String, ClientInfo> clients = new LinkedHashMap<>();
                for (JsonTree client : message.objects("clients")) {
                    clients.put(client.text("client"), info(client));
                }
                yield answer(message, "presence", new Reply.Presence(channel, clients));
            }
            case "presence_stats" ->
                answer(
                        message,
                        "presence_stats",
                        new Reply.PresenceStats(
                                channel,
                                (int) message.number("clients"),
                                (int) message.number("users"),
                                message.flag("at_least")));
            case "pong" -> answer(message, "ping", new Reply.Pong());
            case "error" -> answer(message, message.text("action"), failed(message));
            case "publication" -> new ServerMessage.Pushed(new Push.Published(channel, publication(message)));
            case "disconnected" ->
                new ServerMessage.Pushed(new Push.Disconnected((int) message.number("code"), message.text("reason")));
            default -> throw new IllegalArgumentException(message.text("type"));
        };
    }

    private static ServerMessage answer(JsonTree message, String method, Reply reply) {
        return new ServerMessage.Answer(new Response(message.json("id"), method, reply));
    }

    private static @Nullable StreamPosition position(JsonTree message) {
        return message.has("epoch") ? new StreamPosition(message.number("offset"), message.text("epoch")) : null;
    }

    private static List<Publication> publications(JsonTree message) {
        return message.objects("publications").stream()
                .map(ActionClientCodec::publication)
                .toList();
    }

    private static Publication publication(JsonTree message) {
        return new Publication(
                message.number("offset"),
                message.required("data"),
                message.has("client") ? info(message) : null,
                message.texts("tags"),
                Instant.ofEpochMilli(message.number("time")));
    }

    private static ClientInfo info(JsonTree message) {
        return new ClientInfo(
                message.text("client"), message.text("user"), message.json("info"), message.json("channel_info"));
    }

    private static @Nullable Long expiry(JsonTree message) {
        return message.has("expires_in") ? Long.valueOf(message.number("expires_in")) : null;
    }

    /** Of both dialects. */
    static Reply failed(JsonTree error) {
        int code = (int) error.number("code");
        String message = error.text("message");
        for (ErrorCode candidate : ErrorCode.values()) {
            if (candidate.code() == code) {
                return new Reply.Failed(candidate, message);
            }
        }
        return new Reply.FailedByApplication(code, message, error.flag("temporary"));
    }
}
