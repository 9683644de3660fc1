package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelRules;
import dev.downlink.connection.Connection;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Reply;
import dev.downlink.session.FrameContext;
import jakarta.inject.Singleton;

/** Subscribes and unsubscribes at the client's request, where the rules allow it. */
@Singleton
final class ClientSubscriptions {

    private final ChannelRules rules;
    private final SubscriptionRepository subscriptions;
    private final Subscriber subscriber;

    ClientSubscriptions(ChannelRules rules, SubscriptionRepository subscriptions, Subscriber subscriber) {
        this.rules = rules;
        this.subscriptions = subscriptions;
        this.subscriber = subscriber;
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
        return subscriber.subscribe(client, channel, command, frame.budget());
    }

    Reply unsubscribe(Connection client, Channel channel) {
        subscriptions.remove(client.id(), channel.name());
        return new Reply.Unsubscribed(channel.name().value());
    }
}
