package dev.downlink.connectionservice.token;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.protocol.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a verified connection JWT.
 *
 * @param user claim {@code sub}; empty for an anonymous client
 * @param info claim {@code info} or {@code b64info}, any JSON, as it was written
 * @param channels the keys of claim {@code subs}, or claim {@code channels}: server-side subscriptions, whether or not the
 *     namespace allows clients to subscribe
 * @param options of those channels that have any
 * @param subscriptions claim {@code subs} as it was written, if a channel has options
 * @param meta a JSON object that stays on the server
 * @param expiresAt when the connection expires without a new token, perhaps in the past; absent: never
 */
public record ConnectionToken(
        String user,
        @Nullable Json info,
        List<ChannelName> channels,
        Map<ChannelName, SubscriptionOptions> options,
        @Nullable Json subscriptions,
        @Nullable Json meta,
        @Nullable Instant expiresAt) {

    /** Of a client without a token. */
    public static final ConnectionToken ANONYMOUS = new ConnectionToken("", null, List.of());

    public ConnectionToken {
        channels = List.copyOf(channels);
        options = Map.copyOf(options);
    }

    /** A token that does not expire, without options. */
    public ConnectionToken(String user, @Nullable Json info, List<ChannelName> channels) {
        this(user, info, channels, Map.of(), null, null, null);
    }

    static ConnectionToken of(Claims claims) {
        List<ChannelName> channels = claims.subscriptions().isEmpty()
                ? claims.channels()
                : List.copyOf(claims.subscriptions().keySet());
        Map<ChannelName, SubscriptionOptions> options = claims.subscriptionsWithOptions();
        return new ConnectionToken(
                claims.user(),
                claims.info(),
                channels,
                options,
                options.isEmpty() ? null : claims.subscriptionsJson(),
                claims.meta(),
                claims.expiry());
    }

    /** What a connection knows of a token in its URL, whose channels it is subscribed to already. */
    public static ConnectionToken held(
            String user,
            @Nullable Json info,
            @Nullable Json subscriptions,
            @Nullable Json meta,
            @Nullable Instant expiresAt) {
        Map<ChannelName, SubscriptionOptions> options =
                subscriptions == null ? Map.of() : Claims.options(subscriptions);
        return new ConnectionToken(user, info, List.of(), options, null, meta, expiresAt);
    }

    /** The same for the same channels in any order; 0 for none. */
    public int channelsHash() {
        return channels.stream()
                .map(ChannelName::value)
                .distinct()
                .sorted()
                .collect(Collectors.joining("\n"))
                .hashCode();
    }

    public SubscriptionOptions optionsOf(ChannelName channel) {
        return options.getOrDefault(channel, SubscriptionOptions.NONE);
    }

    /** The first channel of the token that has no namespace in the rules. */
    public Optional<ChannelName> unknownChannel(ChannelRules rules) {
        return channels.stream()
                .filter(channel -> rules.namespaceOf(channel).isEmpty())
                .findFirst();
    }
}
