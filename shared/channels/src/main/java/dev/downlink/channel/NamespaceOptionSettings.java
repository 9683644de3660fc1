package dev.downlink.channel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.downlink.channel.NamespaceOptions.Delta;
import dev.downlink.channel.NamespaceOptions.Proxies;
import dev.downlink.channel.NamespaceOptions.Recovery;
import dev.downlink.channel.NamespaceOptions.RecoveryMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@link NamespaceOptions}. Options that are not set have Centrifugo's defaults; those without effect are refused. */
final class NamespaceOptionSettings {

    private static final Duration MAX_META_TTL = Duration.ofDays(3660);
    private static final java.util.regex.Pattern PROXY_NAME = java.util.regex.Pattern.compile("[-a-zA-Z0-9_.]{2,}");
    private static final String DEFAULT_PROXY = "default";
    private static final String FOSSIL = "fossil";

    private final Settings settings;
    private final Duration historyTtl;
    private final boolean forceRecovery;

    private NamespaceOptionSettings(Settings settings, Duration historyTtl, boolean forceRecovery) {
        this.settings = settings;
        this.historyTtl = historyTtl;
        this.forceRecovery = forceRecovery;
    }

    /**
     * @param historyTtl zero without history
     * @param forceRecovery of the same namespace
     */
    static NamespaceOptions read(Settings settings, Duration historyTtl, boolean forceRecovery) {
        return new NamespaceOptionSettings(settings, historyTtl, forceRecovery).read();
    }

    private NamespaceOptions read() {
        return new NamespaceOptions(
                settings.flag("join_leave"),
                settings.flag("force_push_join_leave"),
                historyMetaTtl(),
                recovery(),
                delta(),
                settings.flag("allow_tags_filter"),
                settings.flag("allow_user_limited_channels"),
                settings.flag("allow_presence_for_client"),
                settings.flag("allow_presence_for_anonymous"),
                settings.flag("allow_history_for_client"),
                settings.flag("allow_history_for_anonymous"),
                names(),
                publicationDataFormat(),
                new Proxies(proxy("subscribe"), proxy("publish"), proxy("sub_refresh")));
    }

    private @Nullable Duration historyMetaTtl() {
        Duration ttl = settings.duration("history_meta_ttl", Duration.ZERO, MAX_META_TTL);
        if (ttl.isZero()) {
            return null;
        }
        if (ttl.compareTo(historyTtl) < 0) {
            throw settings.invalid("history_meta_ttl", ttl.toSeconds() + "s", "at least history_ttl");
        }
        return ttl;
    }

    private Recovery recovery() {
        Recovery recovery = new Recovery(
                withHistory("force_positioning"),
                withHistory("allow_positioning"),
                withHistory("allow_recovery"),
                mode(),
                settings.flag("auto_cache_recover"));
        if (recovery.autoCacheRecover() && !(forceRecovery && recovery.mode() == RecoveryMode.CACHE)) {
            throw settings.invalid("auto_cache_recover", true, "force_recovery and force_recovery_mode: cache with it");
        }
        return recovery;
    }

    private RecoveryMode mode() {
        String expected = "stream or cache";
        String mode = settings.text("force_recovery_mode", expected);
        return switch (mode == null ? "stream" : mode) {
            case "stream" -> RecoveryMode.STREAM;
            case "cache" -> RecoveryMode.CACHE;
            default -> throw settings.invalid("force_recovery_mode", mode, expected);
        };
    }

    private Delta delta() {
        List<String> types = settings.texts("allowed_delta_types", FOSSIL);
        for (String type : types) {
            if (!type.equals(FOSSIL)) {
                throw settings.invalid("allowed_delta_types", type, FOSSIL);
            }
        }
        Delta delta = new Delta(!types.isEmpty(), settings.flag("delta_publish"));
        if (delta.fossil() && historyTtl.isZero()) {
            throw settings.invalid("allowed_delta_types", FOSSIL, "history_size and history_ttl with it");
        }
        if (delta.publish() && !delta.fossil()) {
            throw settings.invalid("delta_publish", true, "allowed_delta_types: [fossil] with it");
        }
        return delta;
    }

    private NameRule names() {
        String expected = "a regular expression of RE2, such as ^[a-z]+$";
        String regex = settings.text("channel_regex", expected);
        try {
            return regex == null ? NameRule.ASCII : new NameRule(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw settings.invalid("channel_regex", regex, expected + " (" + e.getMessage() + ")");
        }
    }

    private PublicationDataFormat publicationDataFormat() {
        String expected = "json, json_object or binary";
        String format = settings.text("publication_data_format", expected);
        if (format == null) {
            return PublicationDataFormat.ANY;
        }
        return switch (format) {
            case "json" -> PublicationDataFormat.JSON;
            case "json_object" -> PublicationDataFormat.JSON_OBJECT;
            case "binary" -> PublicationDataFormat.BINARY;
            default -> throw settings.invalid("publication_data_format", format, expected);
        };
    }

    private @Nullable String proxy(String event) {
        String key = event + "_proxy_name";
        String expected = "a name of letters, digits, '-', '_' and '.', at least 2";
        boolean enabled = settings.flag(event + "_proxy_enabled");
        String name = settings.text(key, expected);
        if (name == null) {
            return enabled ? DEFAULT_PROXY : null;
        }
        if (!PROXY_NAME.matcher(name).matches()) {
            throw settings.invalid(key, name, expected);
        }
        if (!enabled) {
            throw settings.invalid(key, name, event + "_proxy_enabled: true with it");
        }
        return name;
    }

    private boolean withHistory(String option) {
        boolean set = settings.flag(option);
        if (set && historyTtl.isZero()) {
            throw settings.invalid(option, true, "history_size and history_ttl with it");
        }
        return set;
    }
}
