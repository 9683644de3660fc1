package dev.downlink.channel;

import java.time.Duration;
import java.util.regex.Pattern;

/** Reads one namespace of {@code channels.yml}. Options that are not set have Centrifugo's defaults: nothing is kept or allowed. */
final class NamespaceSettings {

    private static final Pattern NAME = Pattern.compile("[-\\w.]*");

    private static final Duration MAX_HISTORY_TTL = Duration.ofDays(366);
    private static final int MAX_HISTORY_SIZE = 100_000;
    /** A publication to a channel starts one worker per shard. */
    private static final int MAX_FAN_OUT_SHARDS = 64;

    private static final Duration DEFAULT_INTEREST_TTL = Duration.ofSeconds(1);
    /** A new subscriber may wait this long for the first publication. */
    private static final Duration MAX_INTEREST_TTL = Duration.ofMinutes(1);

    private NamespaceSettings() {}

    static Namespace read(String name, Settings settings) {
        int historySize = settings.number("history_size", 0, 0, MAX_HISTORY_SIZE);
        Duration historyTtl = settings.duration("history_ttl", Duration.ZERO, MAX_HISTORY_TTL);
        if (historySize > 0 && historyTtl.isZero()) {
            throw settings.invalid("history_ttl", null, "a duration such as 300s, as history_size is " + historySize);
        }
        if (historySize == 0 && !historyTtl.isZero()) {
            throw settings.invalid("history_size", null, "a number above 0, as history_ttl is set");
        }
        boolean hasHistory = historySize > 0;
        if (hasHistory) {
            settings.refuse("interest_ttl", "none, as only namespaces without history use it");
        }
        boolean forceRecovery = settings.flag("force_recovery");
        if (forceRecovery && !hasHistory) {
            throw settings.invalid("force_recovery", true, "history_size and history_ttl with it");
        }
        Namespace namespace = new Namespace(
                name,
                settings.flag("presence"),
                historySize,
                historyTtl,
                forceRecovery,
                settings.flag("allow_subscribe_for_client"),
                settings.flag("allow_subscribe_for_anonymous"),
                settings.flag("allow_publish_for_client"),
                settings.flag("allow_publish_for_subscriber"),
                settings.flag("allow_publish_for_anonymous"),
                settings.flag("allow_history_for_subscriber"),
                settings.flag("allow_presence_for_subscriber"),
                settings.number("fan_out_shards", 1, 1, MAX_FAN_OUT_SHARDS),
                settings.duration("interest_ttl", DEFAULT_INTEREST_TTL, MAX_INTEREST_TTL),
                NamespaceOptionSettings.read(settings, historyTtl, forceRecovery));
        settings.end();
        return namespace;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
