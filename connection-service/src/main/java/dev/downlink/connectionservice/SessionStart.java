package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connectionservice.token.ConnectionToken;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Push;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.session.CommandOutcome;
import dev.downlink.session.FrameContext;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers the Centrifuge {@code connect} command: registers the client's identity, and positions or recovers its server-side
 * subscriptions.
 *
 * <p>A command without a token keeps the identity from the URL's token. An expired token is answered with error 109: client
 * SDKs then fetch a new one. An invalid one ends the session with disconnect code 3500: client SDKs then stay disconnected, as
 * with Centrifugo. The reply has no expiry, since there is no {@code refresh} yet: a connection outlives its token, for two
 * hours at most.
 */
@Singleton
final class SessionStart {

    private static final String VERSION = "Downlink "
            + Objects.requireNonNullElse(SessionStart.class.getPackage().getImplementationVersion(), "dev");

    static final Push.Disconnected CHANNEL_LIMIT = new Push.Disconnected(3505, "channel limit");
    static final Push.Disconnected INVALID_TOKEN = new Push.Disconnected(3500, "invalid token");

    private final ChannelRules rules;
    private final Authenticator authenticator;
    private final ConnectionRepository connections;
    private final SubscriptionRepository subscriptions;
    private final ChannelLimit limit;
    private final Subscriber subscriber;
    private final JoinLeave joinLeave;
    private final ParallelExecutor parallel;

    SessionStart(
            ChannelRules rules,
            Authenticator authenticator,
            ConnectionRepository connections,
            SubscriptionRepository subscriptions,
            ChannelLimit limit,
            Subscriber subscriber,
            JoinLeave joinLeave,
            ParallelExecutor parallel) {
        this.rules = rules;
        this.authenticator = authenticator;
        this.connections = connections;
        this.subscriptions = subscriptions;
        this.limit = limit;
        this.subscriber = subscriber;
        this.joinLeave = joinLeave;
        this.parallel = parallel;
    }

    CommandOutcome start(FrameContext frame, Connection connection, Command.Connect command) {
        if (connection.inSession()) {
            return CommandOutcome.failed(ErrorCode.BAD_REQUEST, "already connected");
        }
        ConnectionToken known = new ConnectionToken(connection.user(), connection.info(), List.of());
        return switch (authenticator.authenticate(connection.id(), known, token(command))) {
            case Authentication.Accepted accepted -> start(frame, connection, accepted.token(), command.recover());
            case Authentication.TokenExpired expired -> CommandOutcome.failed(ErrorCode.TOKEN_EXPIRED);
            case Authentication.TokenInvalid invalid -> new CommandOutcome.Ended(INVALID_TOKEN);
            case Authentication.KeysUnavailable unavailable -> CommandOutcome.failed(ErrorCode.INTERNAL);
            case Authentication.UnknownTokenChannel unknown ->
                CommandOutcome.failed(ErrorCode.UNKNOWN_CHANNEL, unknown.message());
        };
    }

    /** Absent where it is empty: Centrifuge's clients leave a field out or send its default. */
    private static @Nullable String token(Command.Connect command) {
        @Nullable String token = command.token();
        return token == null || token.isEmpty() ? null : token;
    }

    private CommandOutcome start(
            FrameContext frame, Connection connection, ConnectionToken token, Map<String, StreamPosition> recover) {
        @Nullable
        Connection identified = connections
                .identify(connection.id(), Dialect.CENTRIFUGE, token.user(), token.info())
                .orElse(null);
        if (identified == null) {
            return frame.unknownConnection();
        }
        Set<ChannelName> names = new LinkedHashSet<>(subscriptions.channelsOf(identified.id()));
        names.addAll(token.channels());
        if (limit.isExceeded(names.size())) {
            return new CommandOutcome.Ended(CHANNEL_LIMIT);
        }
        Connection client = identified;
        // A connection may have channels that the rules no longer have.
        List<Channel> channels =
                names.stream().flatMap(name -> rules.find(name).stream()).toList();
        List<Reply.Subscribed> subscribed = parallel.map(
                channels,
                channel -> subscribe(frame, client, channel, recover.get(channel.name().value())));
        return new CommandOutcome.Answered(new Reply.Connected(
                client.id().value(),
                VERSION,
                null,
                subscribed.stream().collect(Collectors.toMap(Reply.Subscribed::channel, Function.identity()))));
    }

    private Reply.Subscribed subscribe(
            FrameContext frame, Connection client, Channel channel, @Nullable StreamPosition recover) {
        frame.budget().takeEnvelope(channel.name().value());
        Reply.Subscribed subscribed = subscriber.subscribeServerSide(client, channel, recover, frame.budget());
        joinLeave.joined(frame, client, channel);
        return subscribed;
    }
}
