package dev.downlink.connectionservice.api;

import static java.util.stream.Collectors.toMap;

import dev.downlink.api.ApiAnswer;
import dev.downlink.api.ApiClientInfo;
import dev.downlink.channel.Channel;
import dev.downlink.connectionservice.ChannelPresence;
import dev.downlink.protocol.ErrorCode;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Function;

/** Tells back ends who subscribes to a channel. */
@Singleton
final class PresenceCalls {

    /** 2 MB: escaped once more, as the body of Lambda's answer, it stays below Lambda's limit of 6 MB. */
    private static final int MAX_PRESENCE_BYTES = 2 * 1024 * 1024;

    /** 100,000 subscribers: some 100 pages, which the invocation reads in a few seconds. */
    private static final int MAX_COUNTED = 100_000;

    private final ChannelPresence presence;
    private final Channels channels;

    PresenceCalls(ChannelPresence presence, Channels channels) {
        this.presence = presence;
        this.channels = channels;
    }

    /** All clients, or error 106 if the answer cannot hold them. */
    ApiAnswer presence(ChannelRequest request) {
        return presentIn(request, this::clients);
    }

    /** Exact numbers, or error 106 if the clients are too many to count. */
    ApiAnswer stats(ChannelRequest request) {
        return presentIn(request, this::count);
    }

    private ApiAnswer presentIn(ChannelRequest request, Function<Channel, ApiAnswer> call) {
        return channels.in(
                request.channel(),
                channel -> channel.namespace().presence()
                        ? call.apply(channel)
                        : new ApiAnswer.OfError(ErrorCode.NOT_AVAILABLE));
    }

    private ApiAnswer clients(Channel channel) {
        return presence.clients(channel, MAX_PRESENCE_BYTES)
                .<ApiAnswer>map(clients ->
                        new ApiAnswer.OfResult(new ConnectionResult.PresenceResult(clients.byId().entrySet().stream()
                                .collect(toMap(Map.Entry::getKey, client -> ApiClientInfo.of(client.getValue()))))))
                .orElseGet(() -> ApiAnswer.OfError.of(
                        ErrorCode.LIMIT_EXCEEDED, "too many clients for one answer: ask for presence_stats"));
    }

    private ApiAnswer count(Channel channel) {
        ChannelPresence.Stats stats = presence.stats(channel, MAX_COUNTED);
        return stats.atLeast()
                ? ApiAnswer.OfError.of(ErrorCode.LIMIT_EXCEEDED, "more than %,d clients".formatted(MAX_COUNTED))
                : new ApiAnswer.OfResult(new ConnectionResult.StatsResult(stats.clients(), stats.users()));
    }
}
