package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.connection.Connection;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Request;
import dev.downlink.session.CommandOutcome;
import dev.downlink.session.FrameContext;
import dev.downlink.session.SessionCommands;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Passes each command of a session to the service class that answers it. */
@Singleton
final class ConnectionCommands implements SessionCommands {

    private final ChannelRules rules;
    private final ChannelLimit limit;
    private final SessionStart start;
    private final ClientSubscriptions subscriptions;
    private final ConnectionRefresh connectionRefresh;
    private final SubscriptionRefresh subscriptionRefresh;
    private final HistoryReader history;
    private final PresenceReader presence;

    ConnectionCommands(
            ChannelRules rules,
            ChannelLimit limit,
            SessionStart start,
            ClientSubscriptions subscriptions,
            ConnectionRefresh connectionRefresh,
            SubscriptionRefresh subscriptionRefresh,
            HistoryReader history,
            PresenceReader presence) {
        this.rules = rules;
        this.limit = limit;
        this.start = start;
        this.subscriptions = subscriptions;
        this.connectionRefresh = connectionRefresh;
        this.subscriptionRefresh = subscriptionRefresh;
        this.history = history;
        this.presence = presence;
    }

    @Override
    public CommandOutcome execute(FrameContext frame, Command.OfSession command, long commandId) {
        return switch (command) {
            case Command.Connect connect -> connect(frame, connect);
            case Command.Subscribe subscribe ->
                inChannel(
                        frame,
                        subscribe.channel(),
                        (client, channel) -> subscriptions.subscribe(frame, client, channel, subscribe, commandId));
            case Command.Unsubscribe unsubscribe ->
                inChannel(
                        frame,
                        unsubscribe.channel(),
                        (client, channel) -> subscriptions.unsubscribe(frame, client, channel, commandId));
            case Command.History asked ->
                inChannel(
                        frame,
                        asked.channel(),
                        (client, channel) ->
                                new CommandOutcome.Answered(history.history(client, channel, asked, frame.budget())));
            case Command.Presence asked ->
                inChannel(
                        frame,
                        asked.channel(),
                        (client, channel) ->
                                new CommandOutcome.Answered(presence.presence(client, channel, frame.budget())));
            case Command.PresenceStats asked ->
                inChannel(
                        frame,
                        asked.channel(),
                        (client, channel) -> new CommandOutcome.Answered(presence.stats(client, channel)));
            case Command.Refresh refresh ->
                frame.forClient(client -> connectionRefresh.refresh(frame, client, refresh));
            case Command.SubRefresh refresh ->
                inChannel(
                        frame,
                        refresh.channel(),
                        (client, channel) -> subscriptionRefresh.refresh(frame, client, channel, refresh));
            case Command.Rpc rpc -> CommandOutcome.failed(ErrorCode.NOT_AVAILABLE);
        };
    }

    @Override
    public Set<ChannelName> excess(Connection client, List<Request> run) {
        return limit.excess(client, run);
    }

    private CommandOutcome connect(FrameContext frame, Command.Connect command) {
        @Nullable Connection client = frame.client().orElse(null);
        if (client == null) {
            return frame.unknownConnection();
        }
        frame.beginsSession();
        return start.start(frame, client, command);
    }

    /** Answers about a channel, if the rules have a namespace for it. */
    private CommandOutcome inChannel(
            FrameContext frame, String name, BiFunction<Connection, Channel, CommandOutcome> answer) {
        return frame.forClient(client -> rules.find(new ChannelName(name))
                .map(channel -> answer.apply(client, channel))
                .orElseGet(() -> CommandOutcome.failed(ErrorCode.UNKNOWN_CHANNEL)));
    }
}
