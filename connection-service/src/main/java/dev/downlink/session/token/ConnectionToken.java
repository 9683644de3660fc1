package dev.downlink.session.token;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.protocol.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a verified connection JWT says.
 *
 * @param user claim {@code sub}; empty for an anonymous client
 * @param info claim {@code info}, any JSON, as it was written
 * @param channels claims {@code channels} and {@code subs}: server-side subscriptions, whatever their namespace allows clients
 */
public record ConnectionToken(String user, @Nullable Json info, List<ChannelName> channels) {

    public ConnectionToken {
        channels = List.copyOf(channels);
    }

    /** A channel of the token that the rules know nothing of, if there is one. */
    public Optional<ChannelName> unknownChannel(ChannelRules rules) {
        return channels.stream()
                .filter(channel -> rules.namespaceOf(channel).isEmpty())
                .findFirst();
    }
}
