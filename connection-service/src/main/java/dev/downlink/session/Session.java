package dev.downlink.session;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Namespace;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.Request;
import dev.downlink.protocol.Response;
import dev.downlink.publish.ClientPublisher;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the commands of a frame, in order. A command that fails by a fault of ours is answered with error 100 and leaves
 * the others alone.
 */
@Singleton
final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final ChannelRules rules;
    private final ConnectionRepository connections;
    private final SubscriptionRepository subscriptions;
    private final SessionStart start;
    private final Subscriber subscriber;
    private final ChannelReader reader;
    private final ClientPublisher publisher;
    private final ParallelExecutor parallel;

    Session(
            ChannelRules rules,
            ConnectionRepository connections,
            SubscriptionRepository subscriptions,
            SessionStart start,
            Subscriber subscriber,
            ChannelReader reader,
            ClientPublisher publisher,
            ParallelExecutor parallel) {
        this.rules = rules;
        this.connections = connections;
        this.subscriptions = subscriptions;
        this.start = start;
        this.subscriber = subscriber;
        this.reader = reader;
        this.publisher = publisher;
        this.parallel = parallel;
    }

    SessionAnswer answer(Caller caller, Dialect dialect, List<Request> requests) {
        FrameContext frame = new FrameContext(caller, dialect, connections);
        List<Response> responses = new ArrayList<>();
        for (List<Request> run : runs(requests)) {
            List<CommandOutcome> outcomes = parallel.map(run, request -> answer(frame, request));
            for (int i = 0; i < run.size(); i++) {
                switch (outcomes.get(i)) {
                    case CommandOutcome.Answered answered -> responses.add(Response.to(run.get(i), answered.reply()));
                    case CommandOutcome.Unanswered unanswered -> {}
                    case CommandOutcome.Ended ended -> {
                        return new SessionAnswer(responses, ended.farewell());
                    }
                }
            }
        }
        return new SessionAnswer(responses, null);
    }

    /** What may be answered at the same time: subscriptions to different channels that follow one another in the frame. */
    private static List<List<Request>> runs(List<Request> requests) {
        List<List<Request>> runs = new ArrayList<>();
        Set<String> channels = new HashSet<>();
        for (Request request : requests) {
            boolean together = request.command() instanceof Command.Subscribe subscribe
                    && !channels.isEmpty()
                    && !channels.contains(subscribe.channel());
            if (!together) {
                runs.add(new ArrayList<>());
                channels.clear();
            }
            runs.getLast().add(request);
            if (request.command() instanceof Command.Subscribe subscribe) {
                channels.add(subscribe.channel());
            }
        }
        return runs;
    }

    private CommandOutcome answer(FrameContext frame, Request request) {
        frame.budget().takeEnvelope(request.command().channel());
        try {
            return outcome(frame, request.command());
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("connection", frame.caller().connection())
                    .addKeyValue("request", frame.caller().requestId())
                    .addKeyValue("route", frame.caller().route())
                    .addKeyValue("method", request.method())
                    .addKeyValue("channel", request.command().channel())
                    .setCause(e)
                    .log("command failed");
            return CommandOutcome.failed(ErrorCode.INTERNAL);
        }
    }

    private CommandOutcome outcome(FrameContext frame, Command command) {
        return switch (command) {
            case Command.Malformed malformed -> CommandOutcome.failed(malformed.code(), malformed.message());
            case Command.Unavailable unavailable -> CommandOutcome.failed(ErrorCode.NOT_AVAILABLE);
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
                        frame,
                        subscribe.channel(),
                        (client, channel, namespace) -> subscribe(frame, client, channel, namespace, subscribe));
            case Command.Unsubscribe unsubscribe ->
                inChannel(frame, unsubscribe.channel(), (client, channel, namespace) -> {
                    subscriptions.remove(client.id(), channel, namespace.fanOutShards());
                    return new Reply.Unsubscribed(channel.value());
                });
            case Command.History history ->
                inChannel(
                        frame,
                        history.channel(),
                        (client, channel, namespace) -> reader.history(client, namespace, history, frame.budget()));
            case Command.Presence presence ->
                inChannel(
                        frame,
                        presence.channel(),
                        (client, channel, namespace) -> reader.presence(client, namespace, channel, frame.budget()));
            case Command.PresenceStats stats ->
                inChannel(
                        frame,
                        stats.channel(),
                        (client, channel, namespace) -> reader.presenceStats(client, namespace, channel));
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

    private Reply subscribe(
            FrameContext frame,
            Connection client,
            ChannelName channel,
            Namespace namespace,
            Command.Subscribe command) {
        if (!rules.maySubscribe(channel, namespace, client.anonymous())) {
            return new Reply.Failed(ErrorCode.PERMISSION_DENIED);
        }
        // Centrifuge has it so; a client of the other dialect only wants to be sure that it subscribes.
        if (frame.dialect() == Dialect.CENTRIFUGE
                && subscriptions.contains(client.id(), channel, namespace.fanOutShards())) {
            return new Reply.Failed(ErrorCode.ALREADY_SUBSCRIBED);
        }
        return subscriber.subscribe(client, new Channel(channel, namespace), command, frame.budget());
    }

    @FunctionalInterface
    private interface ChannelAnswer {
        Reply to(Connection client, ChannelName channel, Namespace namespace);
    }

    /** Answers about a channel, if the rules know it. */
    private CommandOutcome inChannel(FrameContext frame, String name, ChannelAnswer answer) {
        ChannelName channel = new ChannelName(name);
        return forClient(frame, client -> {
            @Nullable Namespace namespace = rules.namespaceOf(channel).orElse(null);
            return namespace == null
                    ? new Reply.Failed(ErrorCode.UNKNOWN_CHANNEL)
                    : answer.to(client, channel, namespace);
        });
    }

    /** Answers a client that is connected, in the sense of the dialect it uses. */
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

    /** Only a new connection helps. */
    private static CommandOutcome unknown(FrameContext frame) {
        return switch (frame.dialect()) {
            case CENTRIFUGE -> new CommandOutcome.Ended(SessionStart.UNKNOWN_CONNECTION);
            case ACTION ->
                CommandOutcome.failed(ErrorCode.EXPIRED, "this connection is no longer known: connect again");
        };
    }
}
