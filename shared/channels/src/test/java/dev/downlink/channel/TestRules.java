package dev.downlink.channel;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rules for tests, without a file. */
public final class TestRules {

    private TestRules() {}

    public static ChannelRules of(Namespace... namespaces) {
        return new ChannelRules(
                Stream.of(namespaces).collect(toMap(Namespace::name, namespace -> namespace)),
                new ChannelRules.ConnectRules(List.of(), Map.of()),
                128,
                new ChannelRules.TokenKeys(null, null, null, null, null, null),
                new ChannelName("chat:lobby"),
                false,
                null,
                null,
                Map.of());
    }

    /** With every option that can be read, supported yet or not: a YAML flow mapping without its braces. */
    static Namespace namespace(String name, String options) {
        Settings file = Settings.parse("channels.yml", "{namespaces: {'%s': {%s}}}".formatted(name, options));
        return NamespaceSettings.read(name, file.mapping("namespaces").mapping(name));
    }

    /** Open to everyone. */
    public static Namespace withHistory(String name, int shards) {
        return namespace(name, 100, shards);
    }

    /** Open to everyone; who subscribes is remembered for a second. */
    public static Namespace withoutHistory(String name, int shards) {
        return namespace(name, 0, shards);
    }

    /** A channel of a namespace of its own that is open to everyone. */
    public static Channel channel(String name, Retention retention, int shards) {
        return new Channel(new ChannelName(name), namespace("", retention.size(), retention.ttl(), shards));
    }

    private static Namespace namespace(String name, int historySize, int shards) {
        return namespace(name, historySize, Duration.ofHours(1), shards);
    }

    private static Namespace namespace(String name, int historySize, Duration historyTtl, int shards) {
        return new Namespace(
                name,
                true,
                historySize,
                historyTtl,
                historySize > 0,
                true,
                true,
                true,
                true,
                true,
                true,
                true,
                shards,
                Duration.ofSeconds(1));
    }
}
