package dev.downlink.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.downlink.protocol.SubscribeOptions.DeltaRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every wire message, as a file each in {@code golden/}: what is read from or written as it, and that {@code docs/protocol.md}
 * shows it.
 */
class GoldenFilesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private static final String FENCE = "fence:manhattan";
    private static final String CHAT = "chat:lobby";
    private static final String VEHICLE = "vehicle:040100_A..S58R";
    private static final String CLIENT = "L0SM9cOFvHcCIhw=";

    private static final Json HELLO = new Json("\"Hello everyone\"");
    private static final Json CHAT_MESSAGE = new Json("{\"text\":\"Hello everyone\",\"name\":\"Ada\"}");
    private static final Json ADA = new Json("{\"name\":\"Ada\"}");
    private static final Instant TIME = Instant.ofEpochMilli(1_732_190_400_123L);
    private static final StreamPosition SEEN = new StreamPosition(7, "kXyz");
    private static final StreamPosition HEAD = new StreamPosition(8, "kXyz");
    private static final StreamPosition NEXT = new StreamPosition(9, "kXyz");

    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl";
    private static final String TEAM = "$chat:team";
    private static final Json APP = new Json("{\"app\":\"map\"}");
    private static final Json WELCOME = new Json("{\"welcome\":1}");
    private static final Json SUM = new Json("{\"sum\":3}");
    private static final ClientInfo HOST = new ClientInfo(CLIENT, "42", ADA, new Json("{\"role\":\"host\"}"));
    private static final TagsFilter FILTER = new TagsFilter.And(List.of(
            new TagsFilter.Among("line", List.of("A", "C"), true),
            new TagsFilter.Not(new TagsFilter.Compare("delay", TagComparison.GREATER, "60"))));
    private static final List<Publication> DELTAS = DeltaPublications.chain(List.of(
            position(8, "{\"vehicle\":\"1234\",\"lat\":40.71274,\"lon\":-74.00597,\"speed\":11,\"route\":\"M15\"}"),
            position(9, "{\"vehicle\":\"1234\",\"lat\":40.71311,\"lon\":-74.00541,\"speed\":12,\"route\":\"M15\"}")));

    private static final Publication ENTERED =
            new Publication(8, new Json("{\"event\":\"enter\",\"trip\":\"040100_A..S58R\"}"), null, Map.of(), TIME);
    private static final Reply.Subscribed RECOVERED =
            new Reply.Subscribed(FENCE, HEAD, Tracking.RECOVERABLE, true, true, List.of(ENTERED));
    private static final Reply HISTORY = new Reply.History(
            CHAT, List.of(new Publication(6, HELLO, new ClientInfo(CLIENT, "42", null, null), Map.of(), TIME)), NEXT);
    private static final Reply PRESENCE =
            new Reply.Presence(CHAT, Map.of(CLIENT, new ClientInfo(CLIENT, "42", ADA, null)));
    private static final Reply STATS = new Reply.PresenceStats(CHAT, 3, 2, false);
    private static final Reply STATS_AT_LEAST = new Reply.PresenceStats(CHAT, 1000, 640, true);
    private static final Push PUBLISHED = new Push.Published(
            CHAT,
            new Publication(
                    9,
                    CHAT_MESSAGE,
                    new ClientInfo(CLIENT, "42", ADA, new Json("{\"role\":\"host\"}")),
                    Map.of("lang", "en"),
                    TIME));
    private static final Push UNSUBSCRIBED = new Push.Unsubscribed(CHAT, 2500, "insufficient state");
    private static final Push DISCONNECTED = new Push.Disconnected(3500, "invalid token");

    static Stream<Arguments> commands() {
        return Stream.of(
                centrifuge(
                        "connect",
                        1,
                        "connect",
                        new Command.Connect(
                                "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl", new Json("{\"app\":\"map\"}"), Map.of())),
                centrifuge(
                        "connect-recover",
                        1,
                        "connect",
                        new Command.Connect(null, null, Map.of("announcements", SEEN))),
                centrifuge("subscribe", 2, "subscribe", new Command.Subscribe(FENCE, null, null, Tracking.NONE)),
                centrifuge(
                        "subscribe-recoverable",
                        2,
                        "subscribe",
                        new Command.Subscribe(FENCE, null, null, Tracking.RECOVERABLE)),
                centrifuge(
                        "subscribe-recover", 2, "subscribe", new Command.Subscribe(FENCE, null, SEEN, Tracking.NONE)),
                centrifuge(
                        "subscribe-options",
                        2,
                        "subscribe",
                        new Command.Subscribe(
                                TEAM,
                                TOKEN,
                                null,
                                Tracking.NONE,
                                new SubscribeOptions(APP, true, true, DeltaRequest.FOSSIL, null))),
                centrifuge(
                        "subscribe-filter",
                        2,
                        "subscribe",
                        new Command.Subscribe(
                                FENCE,
                                null,
                                null,
                                Tracking.NONE,
                                new SubscribeOptions(null, false, false, DeltaRequest.NONE, FILTER))),
                centrifuge("refresh", 9, "refresh", new Command.Refresh(TOKEN)),
                centrifuge("sub-refresh", 10, "sub_refresh", new Command.SubRefresh(TEAM, TOKEN)),
                centrifuge("unsubscribe", 3, "unsubscribe", new Command.Unsubscribe(FENCE)),
                centrifuge("publish", 4, "publish", new Command.Publish(CHAT, CHAT_MESSAGE)),
                centrifuge("history", 5, "history", new Command.History(CHAT, 10, SEEN, true)),
                centrifuge("presence", 6, "presence", new Command.Presence(CHAT)),
                centrifuge("presence-stats", 7, "presence_stats", new Command.PresenceStats(CHAT)),
                centrifuge("rpc", 8, "rpc", new Command.Rpc("add", new Json("{}"))),
                centrifuge("ping", 11, "ping", new Command.Unavailable()),
                centrifuge("send", 0, "send", new Command.Send()),
                centrifuge("pong", 0, "", new Command.Pong()),
                action("subscribe", null, "subscribe", new Command.Subscribe(VEHICLE, null, null, Tracking.NONE)),
                action(
                        "subscribe-recover",
                        "\"s1\"",
                        "subscribe",
                        new Command.Subscribe(FENCE, null, SEEN, Tracking.NONE)),
                action(
                        "subscribe-options",
                        null,
                        "subscribe",
                        new Command.Subscribe(
                                TEAM,
                                TOKEN,
                                null,
                                Tracking.NONE,
                                new SubscribeOptions(APP, true, false, DeltaRequest.NONE, FILTER))),
                action("refresh", "9", "refresh", new Command.Refresh(TOKEN)),
                action("sub-refresh", null, "sub_refresh", new Command.SubRefresh(TEAM, TOKEN)),
                action("rpc", "8", "rpc", new Command.Rpc("add", new Json("{}"))),
                action("unsubscribe", null, "unsubscribe", new Command.Unsubscribe(FENCE)),
                action("publish", "4", "publish", new Command.Publish(CHAT, CHAT_MESSAGE)),
                action("on-message", null, "onMessage", new Command.OnMessage(HELLO)),
                action("history", null, "history", new Command.History(CHAT, -1, null, false)),
                action("history-since", "5", "history", new Command.History(CHAT, 10, SEEN, true)),
                action("presence", null, "presence", new Command.Presence(CHAT)),
                action("presence-stats", null, "presence_stats", new Command.PresenceStats(CHAT)),
                action("ping", null, "ping", new Command.Ping()));
    }

    static Stream<Arguments> replies() {
        return Stream.of(
                reply(
                        Dialect.CENTRIFUGE,
                        "connect",
                        "1",
                        new Reply.Connected(CLIENT, "Downlink 0.1.0", null, Map.of())),
                reply(
                        Dialect.CENTRIFUGE,
                        "connect-subscriptions",
                        "1",
                        new Reply.Connected(
                                CLIENT,
                                "Downlink 0.1.0",
                                600L,
                                Map.of(
                                        "announcements",
                                        new Reply.Subscribed(
                                                "announcements",
                                                HEAD,
                                                Tracking.RECOVERABLE,
                                                true,
                                                true,
                                                List.of(new Publication(
                                                        8,
                                                        new Json("{\"text\":\"Good morning\"}"),
                                                        null,
                                                        Map.of(),
                                                        TIME)))))),
                reply(
                        Dialect.CENTRIFUGE,
                        "subscribe",
                        "2",
                        new Reply.Subscribed(VEHICLE, null, Tracking.NONE, false, false, List.of())),
                reply(
                        Dialect.CENTRIFUGE,
                        "subscribe-positioned",
                        "2",
                        new Reply.Subscribed(FENCE, HEAD, Tracking.RECOVERABLE, false, false, List.of())),
                reply(
                        Dialect.CENTRIFUGE,
                        "subscribe-only-positioned",
                        "2",
                        new Reply.Subscribed(FENCE, HEAD, Tracking.POSITIONED, false, false, List.of())),
                reply(Dialect.CENTRIFUGE, "subscribe-recovered", "2", RECOVERED),
                reply(
                        Dialect.CENTRIFUGE,
                        "subscribe-not-recovered",
                        "2",
                        new Reply.Subscribed(
                                FENCE, new StreamPosition(800, "kXyz"), Tracking.RECOVERABLE, true, false, List.of())),
                reply(
                        Dialect.CENTRIFUGE,
                        "connect-data",
                        "1",
                        new Reply.Connected(CLIENT, "Downlink 0.1.0", null, Map.of(), WELCOME)),
                reply(
                        Dialect.CENTRIFUGE,
                        "subscribe-expires",
                        "2",
                        new Reply.Subscribed(TEAM, null, Tracking.NONE, false, false, List.of(), 60L, false, WELCOME)),
                reply(
                        Dialect.CENTRIFUGE,
                        "subscribe-delta",
                        "2",
                        new Reply.Subscribed(
                                VEHICLE, NEXT, Tracking.RECOVERABLE, true, true, DELTAS, null, true, null)),
                reply(Dialect.CENTRIFUGE, "refresh", "9", new Reply.Refreshed(CLIENT, 600L)),
                reply(Dialect.CENTRIFUGE, "refresh-forever", "9", new Reply.Refreshed(CLIENT, null)),
                reply(Dialect.CENTRIFUGE, "sub-refresh", "10", new Reply.SubRefreshed(TEAM, 60L)),
                reply(Dialect.CENTRIFUGE, "rpc", "8", new Reply.RpcResult(SUM)),
                reply(
                        Dialect.CENTRIFUGE,
                        "error-application",
                        "8",
                        new Reply.FailedByApplication(1001, "name taken", false)),
                reply(Dialect.CENTRIFUGE, "unsubscribe", "3", new Reply.Unsubscribed(FENCE)),
                reply(Dialect.CENTRIFUGE, "publish", "4", new Reply.Published(CHAT, NEXT)),
                reply(Dialect.CENTRIFUGE, "history", "5", HISTORY),
                reply(Dialect.CENTRIFUGE, "presence", "6", PRESENCE),
                reply(Dialect.CENTRIFUGE, "presence-stats", "7", STATS),
                reply(Dialect.CENTRIFUGE, "presence-stats-at-least", "7", STATS_AT_LEAST),
                reply(Dialect.CENTRIFUGE, "error", "4", new Reply.Failed(ErrorCode.PERMISSION_DENIED)),
                reply(Dialect.CENTRIFUGE, "error-temporary", "4", new Reply.Failed(ErrorCode.INTERNAL)),
                reply(
                        Dialect.ACTION,
                        "subscribed",
                        null,
                        new Reply.Subscribed(VEHICLE, null, Tracking.NONE, false, false, List.of())),
                reply(Dialect.ACTION, "subscribed-recovered", "\"s1\"", RECOVERED),
                reply(
                        Dialect.ACTION,
                        "subscribed-expires",
                        null,
                        new Reply.Subscribed(TEAM, null, Tracking.NONE, false, false, List.of(), 60L, false, WELCOME)),
                reply(Dialect.ACTION, "refreshed", "9", new Reply.Refreshed(CLIENT, 600L)),
                reply(Dialect.ACTION, "sub-refreshed", null, new Reply.SubRefreshed(TEAM, 60L)),
                reply(Dialect.ACTION, "result", "8", new Reply.RpcResult(SUM)),
                reply(
                        Dialect.ACTION,
                        "error-application",
                        "8",
                        new Reply.FailedByApplication(1001, "name taken", false)),
                reply(Dialect.ACTION, "unsubscribed", null, new Reply.Unsubscribed(FENCE)),
                reply(Dialect.ACTION, "published", "4", new Reply.Published(CHAT, NEXT)),
                reply(Dialect.ACTION, "history", "5", HISTORY),
                reply(Dialect.ACTION, "presence", null, PRESENCE),
                reply(Dialect.ACTION, "presence-stats", null, STATS),
                reply(Dialect.ACTION, "presence-stats-at-least", null, STATS_AT_LEAST),
                reply(Dialect.ACTION, "pong", null, new Reply.Pong()),
                reply(Dialect.ACTION, "error", "4", new Reply.Failed(ErrorCode.PERMISSION_DENIED)));
    }

    static Stream<Arguments> pushes() {
        return Stream.of(
                arguments(Dialect.CENTRIFUGE, "push-publication", PUBLISHED),
                arguments(Dialect.CENTRIFUGE, "push-unsubscribe", UNSUBSCRIBED),
                arguments(Dialect.CENTRIFUGE, "push-disconnect", DISCONNECTED),
                arguments(
                        Dialect.CENTRIFUGE,
                        "push-publication-delta",
                        new Push.Published("vehicle:1234", DELTAS.getLast())),
                arguments(Dialect.CENTRIFUGE, "push-join", new Push.Joined(CHAT, HOST)),
                arguments(Dialect.CENTRIFUGE, "push-leave", new Push.Left(CHAT, HOST)),
                arguments(
                        Dialect.CENTRIFUGE,
                        "push-subscribe",
                        new Push.Subscribed(CHAT, NEXT, Tracking.RECOVERABLE, WELCOME)),
                arguments(Dialect.CENTRIFUGE, "push-refresh", new Push.Refreshed(600L)),
                arguments(Dialect.CENTRIFUGE, "push-message", new Push.Message(WELCOME)),
                arguments(Dialect.ACTION, "push-joined", new Push.Joined(CHAT, HOST)),
                arguments(Dialect.ACTION, "push-left", new Push.Left(CHAT, HOST)),
                arguments(
                        Dialect.ACTION,
                        "push-subscribed",
                        new Push.Subscribed(CHAT, NEXT, Tracking.RECOVERABLE, WELCOME)),
                arguments(Dialect.ACTION, "push-refreshed", new Push.Refreshed(600L)),
                arguments(Dialect.ACTION, "push-message", new Push.Message(WELCOME)),
                arguments(Dialect.ACTION, "push-publication", PUBLISHED),
                arguments(Dialect.ACTION, "push-unsubscribed", UNSUBSCRIBED),
                arguments(Dialect.ACTION, "push-disconnected", DISCONNECTED));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void readsCommands(Dialect dialect, String file, Request request) {
        assertThat(Codec.of(dialect).decode(golden(dialect, file))).containsExactly(request);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void writesReplies(Dialect dialect, String file, Response response) {
        assertThat(Codec.of(dialect).encode(List.of(response))).isEqualTo(golden(dialect, file));
    }

    @ParameterizedTest
    @MethodSource("pushes")
    void writesPushes(Dialect dialect, String file, Push push) {
        assertThat(Codec.of(dialect).encode(push)).isEqualTo(golden(dialect, file));
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutNoFile(Dialect dialect) throws IOException {
        Set<String> tested = Stream.of(commands(), replies(), pushes())
                .flatMap(Function.identity())
                .map(Arguments::get)
                .filter(arguments -> arguments[0] == dialect)
                .map(arguments -> arguments[1] + ".json")
                .collect(Collectors.toSet());

        try (Stream<Path> files = Files.list(directory(dialect))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(tested);
        }
    }

    @Test
    void leavesOutNoType() {
        assertThat(types(commands(), argument -> ((Request) argument).command()))
                .containsExactlyInAnyOrderElementsOf(permitted(Command.class, Command.Malformed.class));
        assertThat(types(replies(), argument -> ((Response) argument).reply()))
                .containsExactlyInAnyOrderElementsOf(permitted(Reply.class));
        assertThat(types(pushes(), Function.identity())).containsExactlyInAnyOrderElementsOf(permitted(Push.class));
    }

    @ParameterizedTest
    @EnumSource
    void areTheExamplesOfTheDocumentation(Dialect dialect) throws IOException {
        List<String> documentation = Files.readAllLines(Path.of("../../docs/protocol.md"));

        try (Stream<Path> files = Files.list(directory(dialect))) {
            assertThat(files.map(GoldenFilesTest::read))
                    .allSatisfy(message -> assertThat(documentation).contains(message));
        }
    }

    private static Publication position(long offset, String data) {
        return new Publication(offset, new Json(data), null, Map.of(), TIME).eligibleForDelta();
    }

    private static Arguments centrifuge(String file, int id, String method, Command command) {
        Json json = id == 0 ? null : new Json(Integer.toString(id));
        return arguments(Dialect.CENTRIFUGE, "command-" + file, new Request(json, method, command));
    }

    private static Arguments action(String file, @Nullable String id, String method, Command command) {
        Json json = id == null ? null : new Json(id);
        return arguments(Dialect.ACTION, "command-" + file, new Request(json, method, command));
    }

    /** The method is told only by an error: here that of a publish command. */
    private static Arguments reply(Dialect dialect, String file, @Nullable String id, Reply reply) {
        Json json = id == null ? null : new Json(id);
        return arguments(dialect, "reply-" + file, new Response(json, "publish", reply));
    }

    private static Set<Class<?>> types(Stream<Arguments> messages, Function<Object, Object> message) {
        return messages.map(arguments -> message.apply(arguments.get()[2]).getClass())
                .collect(Collectors.toSet());
    }

    private static Set<Class<?>> permitted(Class<?> sealed, Class<?>... exceptions) {
        return Arrays.<Class<?>>stream(sealed.getPermittedSubclasses())
                .flatMap(type -> type.isSealed() ? permitted(type).stream() : Stream.of(type))
                .filter(type -> !List.of(exceptions).contains(type))
                .collect(Collectors.toSet());
    }

    private static Path directory(Dialect dialect) {
        return GOLDEN.resolve(dialect.name().toLowerCase(Locale.ROOT));
    }

    private static String golden(Dialect dialect, String file) {
        return read(directory(dialect).resolve(file + ".json"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
