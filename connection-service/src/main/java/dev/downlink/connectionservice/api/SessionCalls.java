package dev.downlink.connectionservice.api;

import dev.downlink.api.ApiAnswer;
import dev.downlink.channel.Channel;
import dev.downlink.connection.Connection;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connectionservice.ClientPusher;
import dev.downlink.connectionservice.JoinLeave;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Push;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ends subscriptions and connections of clients for back ends. */
@Singleton
final class SessionCalls {

    private static final int UNSUBSCRIBED = 2000;
    private static final Push.Disconnected FORCE_DISCONNECT = new Push.Disconnected(3503, "force disconnect");

    private final Channels channels;
    private final ConnectedClients clients;
    private final SubscriptionRepository subscriptions;
    private final ClientPusher pusher;
    private final JoinLeave joinLeave;

    SessionCalls(
            Channels channels,
            ConnectedClients clients,
            SubscriptionRepository subscriptions,
            ClientPusher pusher,
            JoinLeave joinLeave) {
        this.channels = channels;
        this.clients = clients;
        this.subscriptions = subscriptions;
        this.pusher = pusher;
        this.joinLeave = joinLeave;
    }

    ApiAnswer unsubscribe(UnsubscribeRequest request) {
        return channels.in(
                request.channel(),
                channel ->
                        clients.each(request.user(), request.client(), connection -> unsubscribe(connection, channel)));
    }

    ApiAnswer disconnect(DisconnectRequest request) {
        DisconnectRequest.@Nullable Disconnect custom = request.disconnect();
        if (custom != null && !custom.valid()) {
            return ApiAnswer.OfError.of(ErrorCode.BAD_REQUEST, "disconnect: a code from 3000 to 4999, a short reason");
        }
        Push.Disconnected reason =
                custom == null ? FORCE_DISCONNECT : new Push.Disconnected(custom.code(), custom.reason());
        Set<String> kept = Set.copyOf(request.whitelist());
        return clients.each(
                request.user(),
                request.client(),
                connection -> kept.contains(connection.id().value()) || pusher.disconnect(connection, reason));
    }

    /** Only of a client that subscribes: the push would end a subscribe that is under way. */
    private boolean unsubscribe(Connection connection, Channel channel) {
        @Nullable
        Subscription subscription = subscriptions.find(connection.id(), channel).orElse(null);
        if (subscription == null) {
            return true;
        }
        boolean told = pusher.push(
                connection, new Push.Unsubscribed(channel.name().value(), UNSUBSCRIBED, "server unsubscribe"));
        if (told) {
            // Not what the client subscribed anew once it was told.
            subscriptions
                    .remove(
                            connection.id(),
                            channel.name(),
                            subscription.terms().commandId())
                    .ifPresent(joinLeave::left);
        }
        return told;
    }
}
