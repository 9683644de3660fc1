package dev.downlink.channel;

import dev.downlink.channel.ChannelRules.ConnectRules;
import dev.downlink.channel.ChannelRules.PipelineRules;
import dev.downlink.channel.ChannelRules.TokenKeys;
import java.util.List;
import java.util.Map;

/** Reads {@code channels.yml}, strictly: an unknown key or an invalid value is an {@link InvalidConfigurationException}. */
public final class ChannelRulesLoader {

    private static final String CHANNEL_EXPECTED = "a channel in a namespace of this file, such as chat:lobby";

    /** Centrifugo's default. */
    private static final int DEFAULT_CHANNEL_LIMIT = 128;
    /**
     * 500: a client that reconnects subscribes to all of them in one frame, which may have
     * 512 commands ({@code Limits.MAX_COMMANDS_PER_FRAME}); and each subscribe reads that many items.
     */
    private static final int MAX_CHANNEL_LIMIT = 500;

    private ChannelRulesLoader() {}

    public static ChannelRules load(String yaml) {
        Settings settings = Settings.parse("channels.yml", yaml);
        Map<String, Namespace> namespaces = namespaces(settings);
        Map<String, PipelineRules> pipelines = settings.mapping("pipelines")
                .each((stream, pipeline) -> PipelineSettings.read(pipeline, namespaces.keySet()));
        String lobbyName = settings.text("lobby", CHANNEL_EXPECTED);
        ChannelName lobby = lobbyName == null ? null : channel(settings, "lobby", lobbyName, namespaces);
        int channelLimit = channelLimit(settings.mapping("client"));
        ConnectRules connect = connect(settings.mapping("connect"), namespaces, channelLimit);
        TokenKeys tokenKeys = TokenSettings.read(settings.mapping("token"));
        Settings api = settings.mapping("api");
        Reference apiKey = api.reference("key");
        Reference apiPreviousKey = api.reference("previous_key");
        api.end();
        boolean insecure = settings.flag("insecure");
        settings.end();
        return new ChannelRules(
                namespaces, connect, channelLimit, tokenKeys, lobby, insecure, apiKey, apiPreviousKey, pipelines);
    }

    private static Map<String, Namespace> namespaces(Settings settings) {
        Map<String, Namespace> namespaces = settings.mapping("namespaces").each((name, namespace) -> {
            if (!NamespaceSettings.isName(name)) {
                throw settings.invalid("namespaces", name, "names of letters, digits, '-', '_' and '.'");
            }
            UnsupportedOptions.refuse(namespace);
            return NamespaceSettings.read(name, namespace);
        });
        if (namespaces.isEmpty()) {
            throw settings.invalid("namespaces", null, "at least one namespace");
        }
        return namespaces;
    }

    private static int channelLimit(Settings settings) {
        int limit = settings.number("channel_limit", DEFAULT_CHANNEL_LIMIT, 1, MAX_CHANNEL_LIMIT);
        settings.end();
        return limit;
    }

    private static ConnectRules connect(Settings settings, Map<String, Namespace> namespaces, int channelLimit) {
        List<ChannelName> channels = settings.texts("channels", CHANNEL_EXPECTED).stream()
                .map(name -> channel(settings, "channels", name, namespaces))
                .toList();
        if (channels.size() > channelLimit) {
            throw settings.invalid("channels", channels.size(), "at most " + channelLimit + ", client.channel_limit");
        }
        String expected = "a namespace of this file";
        Settings shortcuts = settings.mapping("query_subscriptions");
        Map<String, String> querySubscriptions = shortcuts.eachText(expected);
        querySubscriptions.forEach((parameter, namespace) -> {
            if (!namespaces.containsKey(namespace)) {
                throw shortcuts.invalid(parameter, namespace, expected);
            }
        });
        settings.end();
        return new ConnectRules(channels, querySubscriptions);
    }

    private static ChannelName channel(Settings settings, String key, String name, Map<String, Namespace> namespaces) {
        ChannelName channel = new ChannelName(name);
        if (!channel.valid() || !namespaces.containsKey(channel.namespace())) {
            throw settings.invalid(key, name, CHANNEL_EXPECTED);
        }
        return channel;
    }
}
