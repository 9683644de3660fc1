package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Requester;
import dev.downlink.connection.Connection;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connection.TokenExpiries;
import dev.downlink.connectionservice.token.SubscriptionToken;
import dev.downlink.connectionservice.token.SubscriptionVerification;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.SubscribeOptions.DeltaRequest;
import dev.downlink.session.CommandOutcome;
import dev.downlink.session.FrameContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Subscribes and unsubscribes at the client's request, where the rules or a subscription token allow it. */
@Singleton
final class ClientSubscriptions {

    private final ChannelRules rules;
    private final SubscriptionRepository subscriptions;
    private final TokenExpiries expiries;
    private final Authenticator authenticator;
    private final Subscriber subscriber;
    private final JoinLeave joinLeave;
    private final Clock clock;

    ClientSubscriptions(
            ChannelRules rules,
            SubscriptionRepository subscriptions,
            TokenExpiries expiries,
            Authenticator authenticator,
            Subscriber subscriber,
            JoinLeave joinLeave,
            Clock clock) {
        this.rules = rules;
        this.subscriptions = subscriptions;
        this.expiries = expiries;
        this.authenticator = authenticator;
        this.subscriber = subscriber;
        this.joinLeave = joinLeave;
        this.clock = clock;
    }

    CommandOutcome subscribe(
            FrameContext frame, Connection client, Channel channel, Command.Subscribe command, long commandId) {
        if (command.options().delta() == DeltaRequest.UNKNOWN) {
            return frame.end(
                    Disconnects.BAD_REQUEST, new Reply.Failed(ErrorCode.BAD_REQUEST, "no such encoding of changes"));
        }
        Requester.Client requester = subscriptions.requester(client, channel);
        @Nullable
        ErrorCode refusal = rules.permissions()
                .subscribe(channel, command.hasToken() ? new Requester.TokenHolder(requester) : requester)
                .refusal();
        if (refusal != null) {
            return CommandOutcome.failed(refusal);
        }
        @Nullable String token = command.token();
        if (token == null || !command.hasToken()) {
            return subscribe(frame, client, channel, command, commandId, SubscriptionToken.NONE);
        }
        return switch (authenticator.authenticate(client, channel, token)) {
            case SubscriptionVerification.Valid valid ->
                Expiry.hasEnded(valid.token().expiresAt(), clock.instant())
                        ? CommandOutcome.failed(ErrorCode.EXPIRED)
                        : subscribe(frame, client, channel, command, commandId, valid.token());
            case SubscriptionVerification.Expired expired -> CommandOutcome.failed(ErrorCode.TOKEN_EXPIRED);
            case SubscriptionVerification.Invalid invalid -> CommandOutcome.failed(ErrorCode.PERMISSION_DENIED);
            case SubscriptionVerification.Foreign foreign ->
                frame.end(Disconnects.INVALID_TOKEN, new Reply.Failed(ErrorCode.PERMISSION_DENIED));
            case SubscriptionVerification.Unverifiable unverifiable -> CommandOutcome.failed(ErrorCode.INTERNAL);
        };
    }

    private CommandOutcome subscribe(
            FrameContext frame,
            Connection client,
            Channel channel,
            Command.Subscribe command,
            long commandId,
            SubscriptionToken token) {
        boolean filtered = command.options().filter() != null;
        if (filtered && !channel.namespace().options().allowTagsFilter()) {
            return CommandOutcome.failed(ErrorCode.BAD_REQUEST, "no tags filter in this channel");
        }
        if (frame.isBeyondChannelLimit(channel.name())) {
            return CommandOutcome.failed(ErrorCode.LIMIT_EXCEEDED);
        }
        // Centrifuge clients expect it; action clients only want to be sure that they subscribe.
        if (frame.dialect() == Dialect.CENTRIFUGE && isSubscribed(client, channel, commandId)) {
            return CommandOutcome.failed(ErrorCode.ALREADY_SUBSCRIBED);
        }
        SubscriptionGrant grant = SubscriptionGrant.clientSide(
                rules.permissions(), channel, subscriptions.requester(client, channel), command, commandId, token);
        Reply reply = subscriber.subscribe(client, channel, grant, frame.budget());
        if (reply instanceof Reply.Subscribed subscribed) {
            expiries.note(client.id(), channel.name(), token.expiresAt());
            joinLeave.joined(frame, client, channel, grant);
            if (subscribed.delta()) {
                frame.onceAccepted(() -> subscriptions.markJoined(client.id(), channel.name(), commandId));
            }
        }
        return new CommandOutcome.Answered(reply);
    }

    /** A later command of the client replaces its subscription: the unsubscribe between them may come last. */
    private boolean isSubscribed(Connection client, Channel channel, long commandId) {
        return subscriptions
                .find(client.id(), channel)
                .filter(earlier -> earlier.serverSide() || earlier.terms().commandId() >= commandId)
                .isPresent();
    }

    CommandOutcome unsubscribe(FrameContext frame, Connection client, Channel channel, long commandId) {
        Optional<Subscription> removed = switch (frame.dialect()) {
            case CENTRIFUGE -> subscriptions.remove(client.id(), channel.name(), commandId);
            case ACTION -> subscriptions.remove(client.id(), channel.name());
        };
        removed.ifPresent(joinLeave::left);
        return new CommandOutcome.Answered(new Reply.Unsubscribed(channel.name().value()));
    }
}
