package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelPermissions;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Requester;
import dev.downlink.connection.Connection;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.TagsFilter;
import dev.downlink.session.FrameContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Subscribes and unsubscribes at the client's request, where the rules allow it. */
@Singleton
final class ClientSubscriptions {

    private final ChannelRules rules;
    private final SubscriptionRepository subscriptions;
    private final Subscriber subscriber;
    private final JoinLeave joinLeave;

    ClientSubscriptions(
            ChannelRules rules, SubscriptionRepository subscriptions, Subscriber subscriber, JoinLeave joinLeave) {
        this.rules = rules;
        this.subscriptions = subscriptions;
        this.subscriber = subscriber;
        this.joinLeave = joinLeave;
    }

    Reply subscribe(FrameContext frame, Connection client, Channel channel, Command.Subscribe command) {
        if (!rules.maySubscribe(channel.name(), channel.namespace(), client.anonymous())) {
            return new Reply.Failed(ErrorCode.PERMISSION_DENIED);
        }
        boolean filtered = command.options().filter() != null;
        if (filtered && !channel.namespace().options().allowTagsFilter()) {
            return new Reply.Failed(ErrorCode.BAD_REQUEST, "no tags filter in this channel");
        }
        if (frame.isBeyondChannelLimit(channel.name())) {
            return new Reply.Failed(ErrorCode.LIMIT_EXCEEDED);
        }
        // Centrifuge clients expect it; action clients only want to be sure that they subscribe.
        if (frame.dialect() == Dialect.CENTRIFUGE && subscriptions.contains(client.id(), channel)) {
            return new Reply.Failed(ErrorCode.ALREADY_SUBSCRIBED);
        }
        Reply reply = subscriber.subscribe(client, channel, command, options(client, channel, command), frame.budget());
        if (reply instanceof Reply.Subscribed) {
            joinLeave.joined(frame, client, channel);
        }
        return reply;
    }

    private PushOptions options(Connection client, Channel channel, Command.Subscribe command) {
        @Nullable TagsFilter filter = command.options().filter();
        Requester.Client requester =
                new Requester.Client(client.user(), () -> subscriptions.contains(client.id(), channel));
        boolean joinLeave = new ChannelPermissions(rules.insecure())
                .tellsJoinLeave(channel, requester, command.options().joinLeave());
        return new PushOptions(filter == null ? null : filter.json(), joinLeave);
    }

    Reply unsubscribe(Connection client, Channel channel) {
        subscriptions.remove(client.id(), channel.name()).ifPresent(joinLeave::left);
        return new Reply.Unsubscribed(channel.name().value());
    }
}
