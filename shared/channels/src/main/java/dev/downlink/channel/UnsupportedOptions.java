package dev.downlink.channel;

import java.util.List;

/** Options of a namespace that are not supported, and refused. */
final class UnsupportedOptions {

    /** Centrifugo's, read into {@link NamespaceOptions}. An option leaves this list when a service applies it. */
    static final List<String> READ = List.of(
            "subscribe_proxy_enabled",
            "subscribe_proxy_name",
            "publish_proxy_enabled",
            "publish_proxy_name",
            "sub_refresh_proxy_enabled",
            "sub_refresh_proxy_name");

    /** Not Centrifugo's. */
    private static final List<String> PLANNED = List.of("conflate");

    private UnsupportedOptions() {}

    static void refuse(Settings namespace) {
        for (List<String> options : List.of(READ, PLANNED)) {
            for (String option : options) {
                namespace.refuse(option, "no such key, as the option is not supported yet");
            }
        }
    }
}
