package dev.downlink.session;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.connection.Connection;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Reply;
import dev.downlink.publish.ClientPublisher;
import jakarta.inject.Singleton;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries out one command of a frame: checks who may, and answers. */
@Singleton
final class CommandExecutor {

    private final ChannelRules rules;
    private final SubscriptionRepository subscriptions;
    private final SessionStart start;
    private final Subscriber subscriber;
    private final HistoryReader history;
    private final PresenceReader presence;
    private final ClientPublisher publisher;

    CommandExecutor(
            ChannelRules rules,
            SubscriptionRepository subscriptions,
            SessionStart start,
            Subscriber subscriber,
            HistoryReader history,
            PresenceReader presence,
            ClientPublisher publisher) {
        this.rules = rules;
        this.subscriptions = subscriptions;
        this.start = start;
        this.subscriber = subscriber;
        this.history = history;
        this.presence = presence;
        this.publisher = publisher;
    }

    CommandOutcome execute(FrameContext frame, Command command) {
        return switch (command) {
            case Command.Malformed malformed -> CommandOutcome.failed(malformed.code(), malformed.message());
            case Command.Unavailable unavailable -> CommandOutcome.failed(ErrorCode.NOT_AVAILABLE);
            case Command.Refresh refresh -> CommandOutcome.failed(ErrorCode.NOT_AVAILABLE);
            case Command.SubRefresh refresh -> CommandOutcome.failed(ErrorCode.NOT_AVAILABLE);
            case Command.Rpc rpc -> CommandOutcome.failed(ErrorCode.NOT_AVAILABLE);
            case Command.Pong pong -> new CommandOutcome.Unanswered();
            case Command.Send send -> new CommandOutcome.Unanswered();
            case Command.Ping ping -> forClient(frame, client -> new Reply.Pong());
            case Command.Connect connect -> connect(frame, connect);
            case Command.Publish publish ->
                forClient(
                        frame, client -> publisher.publish(client, new ChannelName(publish.channel()), publish.data()));
            case Command.OnMessage onMessage ->
                forClient(frame, client -> publisher.publishToLobby(client, onMessage.message()));
            case Command.Subscribe subscribe ->
                inChannel(
                        frame, subscribe.channel(), (client, channel) -> subscribe(frame, client, channel, subscribe));
            case Command.Unsubscribe unsubscribe ->
                inChannel(frame, unsubscribe.channel(), (client, channel) -> {
                    subscriptions.remove(client.id(), channel.name());
                    return new Reply.Unsubscribed(channel.name().value());
                });
            case Command.History asked ->
                inChannel(
                        frame,
                        asked.channel(),
                        (client, channel) -> history.history(client, channel, asked, frame.budget()));
            case Command.Presence asked ->
                inChannel(
                        frame,
                        asked.channel(),
                        (client, channel) -> presence.presence(client, channel, frame.budget()));
            case Command.PresenceStats asked -> inChannel(frame, asked.channel(), presence::stats);
        };
    }

    private CommandOutcome connect(FrameContext frame, Command.Connect command) {
        @Nullable Connection client = frame.client().orElse(null);
        if (client == null) {
            return unknown(frame);
        }
        frame.clientChanged();
        return start.start(client, command, frame.budget());
    }

    private Reply subscribe(FrameContext frame, Connection client, Channel channel, Command.Subscribe command) {
        if (command.options().filter() != null) {
            return new Reply.Failed(ErrorCode.NOT_AVAILABLE);
        }
        if (!rules.maySubscribe(channel.name(), channel.namespace(), client.anonymous())) {
            return new Reply.Failed(ErrorCode.PERMISSION_DENIED);
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

    /** Answers about a channel, if the rules have a namespace for it. */
    private CommandOutcome inChannel(FrameContext frame, String name, BiFunction<Connection, Channel, Reply> answer) {
        return forClient(
                frame,
                client -> rules.find(new ChannelName(name))
                        .map(channel -> answer.apply(client, channel))
                        .orElseGet(() -> new Reply.Failed(ErrorCode.UNKNOWN_CHANNEL)));
    }

    /** Answers a client that is connected; a Centrifuge client only once its session has begun. */
    private static CommandOutcome forClient(FrameContext frame, Function<Connection, Reply> answer) {
        @Nullable Connection client = frame.client().orElse(null);
        if (client == null) {
            return unknown(frame);
        }
        if (frame.dialect() == Dialect.CENTRIFUGE && !client.inSession()) {
            return CommandOutcome.failed(ErrorCode.BAD_REQUEST, "connect comes first");
        }
        return new CommandOutcome.Answered(answer.apply(client));
    }

    /** The client has to open a new connection. */
    private static CommandOutcome unknown(FrameContext frame) {
        return switch (frame.dialect()) {
            case CENTRIFUGE -> new CommandOutcome.Ended(SessionStart.UNKNOWN_CONNECTION);
            case ACTION ->
                CommandOutcome.failed(ErrorCode.EXPIRED, "this connection is no longer known: connect again");
        };
    }
}
