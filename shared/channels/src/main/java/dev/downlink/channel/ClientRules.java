package dev.downlink.channel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What applies to every client, by Centrifugo's option names.
 *
 * @param channelLimit how many channels one connection may subscribe to, server-side subscriptions included
 * @param allowAnonymousConnectWithoutToken whether a client without a token is connected at all
 * @param disallowAnonymousConnectionTokens whether a token must name a user
 * @param personalChannelNamespace where each user is subscribed to a channel of its own; absent: there are none
 */
public record ClientRules(
        int channelLimit,
        boolean allowAnonymousConnectWithoutToken,
        boolean disallowAnonymousConnectionTokens,
        AllowedOrigins allowedOrigins,
        @Nullable String personalChannelNamespace) {

    /** Centrifugo's default. */
    static final int DEFAULT_CHANNEL_LIMIT = 128;

    public static final ClientRules DEFAULT = withChannelLimit(DEFAULT_CHANNEL_LIMIT);

    public static ClientRules withChannelLimit(int channels) {
        return new ClientRules(channels, true, false, AllowedOrigins.ALL, null);
    }

    /** The channel of a user alone: {@code #42}, or {@code ns:#42}. Anonymous clients have none. */
    public Optional<ChannelName> personalChannel(String user) {
        return personalChannelNamespace == null || user.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChannelName(
                        (personalChannelNamespace.isEmpty() ? "" : personalChannelNamespace + ":") + "#" + user));
    }
}
