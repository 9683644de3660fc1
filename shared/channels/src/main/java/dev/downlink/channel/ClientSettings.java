package dev.downlink.channel;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@link ClientRules}. */
final class ClientSettings {

    /**
     * 500: a client that reconnects subscribes to all of them in one frame, which may have
     * 512 commands ({@code Limits.MAX_COMMANDS_PER_FRAME}); and each subscribe reads that many items.
     */
    private static final int MAX_CHANNEL_LIMIT = 500;

    private static final String ORIGIN_EXPECTED = "an origin such as https://app.example.com or https://*.example.com";
    private static final Pattern ORIGIN =
            Pattern.compile("\\*|[a-z*][-a-z0-9+.*]*://[^/?#@\\s]+", Pattern.CASE_INSENSITIVE);

    private ClientSettings() {}

    /** @param namespaces of the same file */
    static ClientRules read(Settings settings, Set<String> namespaces) {
        ClientRules rules = new ClientRules(
                settings.number("channel_limit", ClientRules.DEFAULT_CHANNEL_LIMIT, 1, MAX_CHANNEL_LIMIT),
                settings.flag("allow_anonymous_connect_without_token", true),
                settings.flag("disallow_anonymous_connection_tokens"),
                origins(settings),
                personalChannels(settings.mapping("subscribe_to_user_personal_channel"), namespaces));
        settings.end();
        return rules;
    }

    private static AllowedOrigins origins(Settings settings) {
        List<String> origins = settings.texts("allowed_origins", ORIGIN_EXPECTED);
        for (String origin : origins) {
            if (!ORIGIN.matches(origin)) {
                throw settings.invalid("allowed_origins", origin, ORIGIN_EXPECTED);
            }
        }
        return new AllowedOrigins(origins);
    }

    private static @Nullable String personalChannels(Settings settings, Set<String> namespaces) {
        String expected = "a namespace of this file";
        boolean enabled = settings.flag("enabled");
        String namespace = settings.text("personal_channel_namespace", expected);
        settings.end();
        String effective = namespace == null ? "" : namespace;
        if (!enabled) {
            return null;
        }
        if (!namespaces.contains(effective)) {
            throw settings.invalid("personal_channel_namespace", namespace, expected);
        }
        return effective;
    }
}
