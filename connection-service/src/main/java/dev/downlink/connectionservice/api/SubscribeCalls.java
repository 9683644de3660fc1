package dev.downlink.connectionservice.api;

import dev.downlink.api.ApiAnswer;
import dev.downlink.channel.Channel;
import dev.downlink.connectionservice.ServerSubscriptions;
import dev.downlink.connectionservice.token.SubscriptionOptions;
import dev.downlink.protocol.ErrorCode;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;

/** Subscribes connected clients for back ends. */
@Singleton
final class SubscribeCalls {

    private final Channels channels;
    private final ConnectedClients clients;
    private final ServerSubscriptions subscriptions;

    SubscribeCalls(Channels channels, ConnectedClients clients, ServerSubscriptions subscriptions) {
        this.channels = channels;
        this.clients = clients;
        this.subscriptions = subscriptions;
    }

    ApiAnswer subscribe(SubscribeRequest request) {
        return channels.in(request.channel(), channel -> subscribe(channel, request));
    }

    private ApiAnswer subscribe(Channel channel, SubscribeRequest request) {
        return request.options()
                .map(options -> subscribe(channel, request, options))
                .orElseGet(() -> new ApiAnswer.OfError(ErrorCode.BAD_REQUEST));
    }

    private ApiAnswer subscribe(Channel channel, SubscribeRequest request, SubscriptionOptions options) {
        // Refused, as they would have no effect.
        if (options.override().isUnsupported() || request.expireAtEpochSeconds() != 0) {
            return ApiAnswer.OfError.of(
                    ErrorCode.NOT_AVAILABLE, "expire_at, and override but for force_recovery and force_positioning");
        }
        AtomicBoolean exceeded = new AtomicBoolean();
        ApiAnswer answer = clients.each(request.user(), request.client(), connection -> switch (subscriptions.subscribe(
                connection, channel, options, request.position())) {
            case SUBSCRIBED -> true;
            case UNTOLD -> false;
            case TOO_MANY_CHANNELS -> {
                exceeded.set(true);
                yield true;
            }
        });
        return exceeded.get() && answer instanceof ApiAnswer.OfResult
                ? ApiAnswer.OfError.of(ErrorCode.LIMIT_EXCEEDED, "a connection has too many channels")
                : answer;
    }
}
