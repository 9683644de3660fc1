package dev.downlink.connectionservice.token;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.protocol.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a verified connection JWT.
 *
 * @param user claim {@code sub}; empty for an anonymous client
 * @param info claim {@code info}, any JSON, as it was written
 * @param channels claims {@code channels} and {@code subs}: server-side subscriptions, whether or not the namespace allows clients to subscribe
 */
public record ConnectionToken(String user, @Nullable Json info, List<ChannelName> channels) {

    /** Of a client without a token. */
    public static final ConnectionToken ANONYMOUS = new ConnectionToken("", null, List.of());

    public ConnectionToken {
        channels = List.copyOf(channels);
    }

    /** The first channel of the token that has no namespace in the rules. */
    public Optional<ChannelName> unknownChannel(ChannelRules rules) {
        return channels.stream()
                .filter(channel -> rules.namespaceOf(channel).isEmpty())
                .findFirst();
    }
}
