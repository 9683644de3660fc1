package dev.downlink.session.token;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verified connection JWT says.
 *
 * @param user claim {@code sub}; empty for an anonymous client
 * @param info claim {@code info}, any JSON, as it was written
 * @param channels claim {@code channels}: server-side subscriptions, whatever their namespace allows clients
 */
public record ConnectionToken(String user, @Nullable Json info, List<ChannelName> channels) {

    public ConnectionToken {
        channels = List.copyOf(channels);
    }
}
