package dev.downlink.history.dynamodb;

import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The publishing client: {@code c} client, {@code u} user, {@code n} connection info, {@code h} channel info. */
final class InfoAttribute {

    private InfoAttribute() {}

    static Map<String, String> of(ClientInfo info) {
        Map<String, String> texts = new HashMap<>(Map.of("c", info.client(), "u", info.user()));
        if (info.connectionInfo() != null) {
            texts.put("n", info.connectionInfo().text());
        }
        if (info.channelInfo() != null) {
            texts.put("h", info.channelInfo().text());
        }
        return texts;
    }

    static ClientInfo read(Map<String, String> texts) {
        return new ClientInfo(
                Objects.requireNonNull(texts.get("c")),
                Objects.requireNonNull(texts.get("u")),
                json(texts.get("n")),
                json(texts.get("h")));
    }

    private static @Nullable Json json(@Nullable String text) {
        return text == null ? null : new Json(text);
    }
}
