package dev.downlink.session;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Namespace;
import dev.downlink.concurrent.SideBySide;
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
    private final SideBySide sideBySide;

    Session(
            ChannelRules rules,
            ConnectionRepository connections,
            SubscriptionRepository subscriptions,
            SessionStart start,
            Subscriber subscriber,
            ChannelReader reader,
            ClientPublisher publisher,
            SideBySide sideBySide) {
        this.rules = rules;
        this.connections = connections;
        this.subscriptions = subscriptions;
        this.start = start;
        this.subscriber = subscriber;
        this.reader = reader;
        this.publisher = publisher;
        this.sideBySide = sideBySide;
    }

    SessionAnswer answer(Caller caller, Dialect dialect, List<Request> requests) {
        Turn turn = new Turn(caller, dialect, connections);
        List<Response> responses = new ArrayList<>();
        for (List<Request> run : runs(requests)) {
            List<Outcome> outcomes = sideBySide.map(run, request -> answer(turn, request));
            for (int i = 0; i < run.size(); i++) {
                switch (outcomes.get(i)) {
                    case Outcome.Answered answered -> responses.add(Response.to(run.get(i), answered.reply()));
                    case Outcome.Unanswered unanswered -> {}
                    case Outcome.Ended ended -> {
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

    private Outcome answer(Turn turn, Request request) {
        turn.budget().takeEnvelope(request.command().channel());
        try {
            return outcome(turn, request.command());
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("connection", turn.caller().connection())
                    .addKeyValue("request", turn.caller().requestId())
                    .addKeyValue("route", turn.caller().route())
                    .addKeyValue("method", request.method())
                    .addKeyValue("channel", request.command().channel())
                    .setCause(e)
                    .log("command failed");
            return Outcome.failed(ErrorCode.INTERNAL);
        }
    }

    private Outcome outcome(Turn turn, Command command) {
        return switch (command) {
            case Command.Malformed malformed -> Outcome.failed(malformed.code(), malformed.message());
            case Command.Unavailable unavailable -> Outcome.failed(ErrorCode.NOT_AVAILABLE);
            case Command.Pong pong -> new Outcome.Unanswered();
            case Command.Send send -> new Outcome.Unanswered();
            case Command.Ping ping -> forClient(turn, client -> new Reply.Pong());
            case Command.Connect connect -> connect(turn, connect);
            case Command.Publish publish ->
                forClient(
                        turn, client -> publisher.publish(client, new ChannelName(publish.channel()), publish.data()));
            case Command.OnMessage onMessage ->
                forClient(turn, client -> publisher.publishToLobby(client, onMessage.message()));
            case Command.Subscribe subscribe ->
                inChannel(
                        turn,
                        subscribe.channel(),
                        (client, channel, namespace) -> subscribe(turn, client, channel, namespace, subscribe));
            case Command.Unsubscribe unsubscribe ->
                inChannel(turn, unsubscribe.channel(), (client, channel, namespace) -> {
                    subscriptions.remove(client.id(), channel, namespace.fanOutShards());
                    return new Reply.Unsubscribed(channel.value());
                });
            case Command.History history ->
                inChannel(
                        turn,
                        history.channel(),
                        (client, channel, namespace) -> reader.history(client, namespace, history, turn.budget()));
            case Command.Presence presence ->
                inChannel(
                        turn,
                        presence.channel(),
                        (client, channel, namespace) -> reader.presence(client, namespace, channel, turn.budget()));
            case Command.PresenceStats stats ->
                inChannel(
                        turn,
                        stats.channel(),
                        (client, channel, namespace) -> reader.presenceStats(client, namespace, channel));
        };
    }

    private Outcome connect(Turn turn, Command.Connect command) {
        @Nullable Connection client = turn.client().orElse(null);
        if (client == null) {
            return unknown(turn);
        }
        turn.clientChanged();
        return start.start(client, command, turn.budget());
    }

    private Reply subscribe(
            Turn turn, Connection client, ChannelName channel, Namespace namespace, Command.Subscribe command) {
        if (!rules.maySubscribe(channel, namespace, client.anonymous())) {
            return new Reply.Failed(ErrorCode.PERMISSION_DENIED);
        }
        // Centrifuge has it so; a client of the other dialect only wants to be sure that it subscribes.
        if (turn.dialect() == Dialect.CENTRIFUGE
                && subscriptions.contains(client.id(), channel, namespace.fanOutShards())) {
            return new Reply.Failed(ErrorCode.ALREADY_SUBSCRIBED);
        }
        return subscriber.subscribe(client, namespace, command, turn.budget());
    }

    @FunctionalInterface
    private interface ChannelAnswer {
        Reply to(Connection client, ChannelName channel, Namespace namespace);
    }

    /** Answers about a channel, if the rules know it. */
    private Outcome inChannel(Turn turn, String name, ChannelAnswer answer) {
        ChannelName channel = new ChannelName(name);
        return forClient(turn, client -> {
            @Nullable Namespace namespace = rules.namespaceOf(channel).orElse(null);
            return namespace == null
                    ? new Reply.Failed(ErrorCode.UNKNOWN_CHANNEL)
                    : answer.to(client, channel, namespace);
        });
    }

    /** Answers a client that is connected, in the sense of the dialect it uses. */
    private static Outcome forClient(Turn turn, Function<Connection, Reply> answer) {
        @Nullable Connection client = turn.client().orElse(null);
        if (client == null) {
            return unknown(turn);
        }
        if (turn.dialect() == Dialect.CENTRIFUGE && !client.inSession()) {
            return Outcome.failed(ErrorCode.BAD_REQUEST, "connect comes first");
        }
        return new Outcome.Answered(answer.apply(client));
    }

    /** Only a new connection helps. */
    private static Outcome unknown(Turn turn) {
        return switch (turn.dialect()) {
            case CENTRIFUGE -> new Outcome.Ended(SessionStart.UNKNOWN_CONNECTION);
            case ACTION -> Outcome.failed(ErrorCode.EXPIRED, "this connection is no longer known: connect again");
        };
    }
}
