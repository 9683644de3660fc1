package dev.downlink.protocol;

import dev.downlink.protocol.SubscribeOptions.DeltaRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random messages, as far as a dialect can express them. */
final class RandomWire {

    /** A command and its answer. */
    record Exchange(Request request, Reply reply) {

        Response response() {
            return Response.to(request, reply);
        }
    }

    private static final String[] TEXTS = {
        "a", "B", "7", " ", "é", "🚇", "\u2028", "\"", "\\", "/", "\n", "\r", "\t", "\0", "\u007f", "{", "}"
    };
    private static final String[] SCALARS = {
        "null",
        "true",
        "false",
        "0",
        "-0",
        "1.0",
        "1e400",
        "-12.50E-3",
        "123456789012345678901",
        "\"\"",
        "\"a b\"",
        "\"\\u0041\\/\"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"🚇\\n\\\"{[\""
    };

    private final Random random;
    private final Dialect dialect;

    RandomWire(Random random, Dialect dialect) {
        this.random = random;
        this.dialect = dialect;
    }

    List<Exchange> exchanges() {
        List<Exchange> exchanges = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int id = 1; id <= count; id++) {
            exchanges.add(exchange(new Json(Integer.toString(id))));
        }
        return exchanges;
    }

    Push push() {
        return switch (random.nextInt(8)) {
            case 0 -> new Push.Published(channel(), publication());
            case 1 -> new Push.Unsubscribed(channel(), 1 + random.nextInt(4999), text());
            case 2 -> new Push.Joined(channel(), info());
            case 3 -> new Push.Left(channel(), info());
            case 4 -> {
                Reply.Subscribed subscribed = subscribed(channel());
                yield new Push.Subscribed(
                        subscribed.channel(), subscribed.position(), subscribed.tracking(), subscribed.data());
            }
            case 5 -> new Push.Refreshed(expiry());
            case 6 -> new Push.Message(json());
            default -> new Push.Disconnected(1 + random.nextInt(4999), text());
        };
    }

    Json json() {
        return new Json(json(4));
    }

    /** An object of names that mean something and values that need not fit them. */
    String almostACommand() {
        return object(() ->
                random.nextBoolean() ? json(1) : object(() -> random.nextBoolean() ? json(1) : object(() -> json(1))));
    }

    private String object(Supplier<String> value) {
        String[] names = {
            "id",
            "action",
            "connect",
            "subscribe",
            "publish",
            "history",
            "send",
            "channel",
            "data",
            "message",
            "recover",
            "offset",
            "epoch",
            "since",
            "limit",
            "reverse",
            "subs",
            "token",
            "tf",
            "type",
            "refresh",
            "sub_refresh",
            "rpc",
            "method",
            "filter",
            "delta",
            "flag",
            "join_leave",
            "op",
            "nodes",
            "vals",
            "cmp",
            "other"
        };
        String[] fitting = {"1", "7", "\"subscribe\"", "\"publish\"", "\"c\"", "true"};
        List<String> fields =
                list(() -> '"' + one(names) + "\":" + (random.nextBoolean() ? one(fitting) : value.get()));
        return "{" + String.join(",", fields) + "}";
    }

    private Exchange exchange(Json id) {
        String channel = channel();
        return switch (random.nextInt(dialect == Dialect.ACTION ? 12 : 13)) {
            case 0 ->
                exchange(
                        id,
                        "subscribe",
                        new Command.Subscribe(
                                channel,
                                maybe(this::text),
                                maybe(this::position),
                                dialect == Dialect.ACTION ? Tracking.NONE : one(Tracking.values()),
                                options()),
                        subscribed(channel));
            case 1 -> exchange(id, "unsubscribe", new Command.Unsubscribe(channel), new Reply.Unsubscribed(channel));
            // Centrifuge does not tell the position.
            case 2 ->
                exchange(
                        id,
                        "publish",
                        new Command.Publish(channel, json()),
                        new Reply.Published(channel, dialect == Dialect.ACTION ? maybe(this::position) : null));
            case 3 ->
                exchange(
                        id,
                        "history",
                        new Command.History(
                                channel, random.nextInt(-1, 100), maybe(this::position), random.nextBoolean()),
                        new Reply.History(channel, list(this::publication), position()));
            case 4 -> {
                Map<String, ClientInfo> clients = new HashMap<>();
                list(this::info).forEach(info -> clients.put(info.client(), info));
                yield exchange(id, "presence", new Command.Presence(channel), new Reply.Presence(channel, clients));
            }
            case 5 ->
                exchange(
                        id,
                        "presence_stats",
                        new Command.PresenceStats(channel),
                        new Reply.PresenceStats(channel, random.nextInt(3), random.nextInt(3), random.nextBoolean()));
            case 6 ->
                exchange(
                        id,
                        "presence",
                        new Command.Presence(channel),
                        new Reply.Failed(one(ErrorCode.values()), text()));
            case 7 ->
                dialect == Dialect.ACTION
                        ? exchange(id, "ping", new Command.Ping(), new Reply.Pong())
                        : exchange(id, "ping", new Command.Unavailable(), new Reply.Failed(ErrorCode.NOT_AVAILABLE));
            case 8 ->
                dialect == Dialect.ACTION
                        ? exchange(
                                id,
                                "onMessage",
                                new Command.OnMessage(json()),
                                new Reply.Failed(ErrorCode.PERMISSION_DENIED))
                        : exchange(id, "connect", new Command.Connect(null, null, Map.of()), connected());
            case 9 -> exchange(id, "refresh", new Command.Refresh(text()), new Reply.Refreshed(text(), expiry()));
            case 10 ->
                exchange(
                        id,
                        "sub_refresh",
                        new Command.SubRefresh(channel, text()),
                        new Reply.SubRefreshed(channel, expiry()));
            case 11 ->
                exchange(
                        id,
                        "rpc",
                        new Command.Rpc(text(), maybe(this::json)),
                        random.nextBoolean()
                                ? new Reply.RpcResult(maybe(this::json))
                                : new Reply.FailedByApplication(
                                        400 + random.nextInt(1600), text(), random.nextBoolean()));
            default ->
                exchange(
                        id,
                        "connect",
                        new Command.Connect(
                                text(), maybe(this::json), Map.of(channel, position()), Set.of(channel, "other")),
                        connected());
        };
    }

    private static Exchange exchange(Json id, String method, Command command, Reply reply) {
        return new Exchange(new Request(id, method, command), reply);
    }

    private Reply.Connected connected() {
        Map<String, Reply.Subscribed> subscriptions = new HashMap<>();
        list(this::channel).forEach(channel -> subscriptions.put(channel, subscribed(channel)));
        return new Reply.Connected(text(), text(), expiry(), subscriptions, maybe(this::json));
    }

    private @Nullable Long expiry() {
        return maybe(() -> offset() / 2);
    }

    private SubscribeOptions options() {
        boolean centrifuge = dialect == Dialect.CENTRIFUGE;
        return new SubscribeOptions(
                maybe(this::json),
                random.nextBoolean(),
                centrifuge && random.nextBoolean(),
                centrifuge ? one(DeltaRequest.values()) : DeltaRequest.NONE,
                maybe(this::filter));
    }

    TagsFilter filter() {
        return filter(3);
    }

    private TagsFilter filter(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 6)) {
            case 0 -> new TagsFilter.Compare("k" + text(), one(TagComparison.values()), "v" + text());
            case 1 -> new TagsFilter.Among("k" + text(), List.of(text(), text()), random.nextBoolean());
            case 2 -> new TagsFilter.Present(text(), random.nextBoolean());
            case 3 -> new TagsFilter.And(List.of(filter(depth - 1), filter(depth - 1)));
            case 4 -> new TagsFilter.Or(List.of(filter(depth - 1)));
            default -> new TagsFilter.Not(filter(depth - 1));
        };
    }

    private Reply.Subscribed subscribed(String channel) {
        boolean wasRecovering = random.nextBoolean();
        @Nullable StreamPosition position = maybe(this::position);
        boolean tracked = position != null && dialect == Dialect.CENTRIFUGE;
        return new Reply.Subscribed(
                channel,
                position,
                tracked ? one(new Tracking[] {Tracking.POSITIONED, Tracking.RECOVERABLE}) : Tracking.NONE,
                wasRecovering,
                wasRecovering && random.nextBoolean(),
                list(this::publication),
                expiry(),
                dialect == Dialect.CENTRIFUGE && random.nextBoolean(),
                maybe(this::json));
    }

    Publication publication() {
        Map<String, String> tags = new HashMap<>();
        list(this::text).forEach(tag -> tags.put(tag, text()));
        Instant time = Instant.ofEpochMilli(random.nextLong(4_102_444_800_000L));
        boolean delta = dialect == Dialect.CENTRIFUGE && random.nextBoolean();
        return new Publication(offset(), json(), maybe(this::info), tags, time, delta);
    }

    private ClientInfo info() {
        return new ClientInfo(text(), text(), maybe(this::json), maybe(this::json));
    }

    private StreamPosition position() {
        return new StreamPosition(offset(), text());
    }

    private long offset() {
        return random.nextInt(4) == 0 ? 0 : random.nextLong(Long.MAX_VALUE);
    }

    private String channel() {
        return "c" + text();
    }

    private String text() {
        return String.join("", list(() -> one(TEXTS)));
    }

    private String json(int depth) {
        return switch (random.nextInt(depth == 0 ? 1 : 3)) {
            case 0 -> one(SCALARS);
            case 1 -> "[" + String.join(",", list(() -> json(depth - 1))) + "]";
            default -> {
                List<String> values = list(() -> json(depth - 1));
                List<String> fields = new ArrayList<>();
                for (int i = 0; i < values.size(); i++) {
                    fields.add("\"k " + i + "\":" + values.get(i));
                }
                yield "{" + String.join(",", fields) + "}";
            }
        };
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
