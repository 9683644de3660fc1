package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.connection.Connection;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connection.SubscriptionTerms;
import dev.downlink.connection.TokenExpiries;
import dev.downlink.connectionservice.token.SubscriptionToken;
import dev.downlink.connectionservice.token.SubscriptionVerification;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Reply;
import dev.downlink.session.CommandOutcome;
import dev.downlink.session.FrameContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Prolongs a subscription that expires, with a new subscription token. */
@Singleton
final class SubscriptionRefresh {

    private final SubscriptionRepository subscriptions;
    private final TokenExpiries expiries;
    private final Authenticator authenticator;
    private final Clock clock;

    SubscriptionRefresh(
            SubscriptionRepository subscriptions, TokenExpiries expiries, Authenticator authenticator, Clock clock) {
        this.subscriptions = subscriptions;
        this.expiries = expiries;
        this.authenticator = authenticator;
        this.clock = clock;
    }

    CommandOutcome refresh(FrameContext frame, Connection client, Channel channel, Command.SubRefresh command) {
        if (command.token().isEmpty()) {
            return CommandOutcome.failed(ErrorCode.BAD_REQUEST, "token is required");
        }
        @Nullable
        Subscription subscription = subscriptions.find(client.id(), channel).orElse(null);
        if (subscription == null) {
            return CommandOutcome.failed(ErrorCode.PERMISSION_DENIED, "not subscribed");
        }
        if (subscription.serverSide() || subscription.terms().expiresAt() == null) {
            return frame.end(
                    Disconnects.BAD_REQUEST,
                    new Reply.Failed(ErrorCode.BAD_REQUEST, "the subscription has no token to replace"));
        }
        return switch (authenticator.authenticate(client, channel, command.token())) {
            case SubscriptionVerification.Valid valid -> renew(frame, client, channel, subscription, valid.token());
            case SubscriptionVerification.Expired expired -> expired(frame);
            case SubscriptionVerification.Invalid invalid -> invalid(frame);
            case SubscriptionVerification.Foreign foreign -> invalid(frame);
            case SubscriptionVerification.Unverifiable unverifiable -> CommandOutcome.failed(ErrorCode.INTERNAL);
        };
    }

    private CommandOutcome renew(
            FrameContext frame,
            Connection client,
            Channel channel,
            Subscription subscription,
            SubscriptionToken token) {
        if (Expiry.hasEnded(token.expiresAt(), clock.instant())) {
            return expired(frame);
        }
        SubscriptionTerms terms = new SubscriptionTerms(
                subscription.terms().commandId(), token.options().info(), token.expiresAt());
        if (!subscriptions.renew(client.id(), channel.name(), terms)) {
            return CommandOutcome.failed(ErrorCode.PERMISSION_DENIED, "not subscribed");
        }
        expiries.note(client.id(), channel.name(), token.expiresAt());
        return new CommandOutcome.Answered(
                new Reply.SubRefreshed(channel.name().value(), Expiry.secondsLeft(token.expiresAt(), clock.instant())));
    }

    private static CommandOutcome expired(FrameContext frame) {
        return frame.end(Disconnects.SUBSCRIPTION_EXPIRED, new Reply.Failed(ErrorCode.TOKEN_EXPIRED));
    }

    private static CommandOutcome invalid(FrameContext frame) {
        return frame.end(Disconnects.INVALID_TOKEN, new Reply.Failed(ErrorCode.PERMISSION_DENIED));
    }
}
