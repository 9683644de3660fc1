package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.Credentials;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connectionservice.token.ConnectionToken;
import dev.downlink.connectionservice.token.SubscriptionOptions;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.session.CommandOutcome;
import dev.downlink.session.FrameContext;
import jakarta.inject.Singleton;
import java.time.Clock;
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
 * with Centrifugo.
 */
@Singleton
final class SessionStart {

    private static final String VERSION = "Downlink "
            + Objects.requireNonNullElse(SessionStart.class.getPackage().getImplementationVersion(), "dev");

    private final ChannelRules rules;
    private final Authenticator authenticator;
    private final ConnectionRepository connections;
    private final SubscriptionRepository subscriptions;
    private final ChannelLimit limit;
    private final Subscriber subscriber;
    private final JoinLeave joinLeave;
    private final ParallelExecutor parallel;
    private final Clock clock;

    SessionStart(
            ChannelRules rules,
            Authenticator authenticator,
            ConnectionRepository connections,
            SubscriptionRepository subscriptions,
            ChannelLimit limit,
            Subscriber subscriber,
            JoinLeave joinLeave,
            ParallelExecutor parallel,
            Clock clock) {
        this.rules = rules;
        this.authenticator = authenticator;
        this.connections = connections;
        this.subscriptions = subscriptions;
        this.limit = limit;
        this.subscriber = subscriber;
        this.joinLeave = joinLeave;
        this.parallel = parallel;
        this.clock = clock;
    }

    CommandOutcome start(FrameContext frame, Connection connection, Command.Connect command) {
        if (connection.inSession()) {
            return CommandOutcome.failed(ErrorCode.BAD_REQUEST, "already connected");
        }
        // The channels of the URL's token are subscribed to already.
        Credentials held = connection.credentials();
        ConnectionToken known = new ConnectionToken(
                connection.user(), connection.info(), List.of(), Map.of(), held.meta(), held.expiresAt());
        return switch (authenticator.authenticate(
                connection.id(), known, command.hasToken() ? command.token() : null)) {
            case Authentication.Accepted accepted ->
                start(
                        frame,
                        connection,
                        accepted.token(),
                        command.hasToken() ? Authenticator.credentials(accepted.token()) : held,
                        command.recover());
            case Authentication.TokenExpired expired -> CommandOutcome.failed(ErrorCode.TOKEN_EXPIRED);
            case Authentication.TokenInvalid invalid -> new CommandOutcome.Ended(Disconnects.INVALID_TOKEN);
            case Authentication.KeysUnavailable unavailable -> CommandOutcome.failed(ErrorCode.INTERNAL);
            case Authentication.UnknownTokenChannel unknown ->
                CommandOutcome.failed(ErrorCode.UNKNOWN_CHANNEL, unknown.message());
        };
    }

    private CommandOutcome start(
            FrameContext frame,
            Connection connection,
            ConnectionToken token,
            Credentials credentials,
            Map<String, StreamPosition> recover) {
        if (Expiry.hasEnded(credentials.expiresAt(), clock.instant())) {
            return CommandOutcome.failed(ErrorCode.EXPIRED);
        }
        ConnectionRepository.@Nullable Identified identified = connections
                .identify(connection.id(), Dialect.CENTRIFUGE, token.user(), token.info(), credentials)
                .orElse(null);
        if (identified == null) {
            return frame.unknownConnection();
        }
        Set<ChannelName> names = new LinkedHashSet<>(identified.channels());
        names.addAll(token.channels());
        if (limit.isExceeded(names.size())) {
            return new CommandOutcome.Ended(Disconnects.CHANNEL_LIMIT);
        }
        Connection client = identified.connection();
        // A connection may have channels that the rules no longer have.
        List<Channel> channels =
                names.stream().flatMap(name -> rules.find(name).stream()).toList();
        List<Reply.Subscribed> subscribed = parallel.map(
                channels,
                channel -> subscribe(
                        frame, client, channel, recover.get(channel.name().value()), token.optionsOf(channel.name())));
        return new CommandOutcome.Answered(new Reply.Connected(
                client.id().value(),
                VERSION,
                Expiry.secondsLeft(credentials.expiresAt(), clock.instant()),
                subscribed.stream().collect(Collectors.toMap(Reply.Subscribed::channel, Function.identity()))));
    }

    private Reply.Subscribed subscribe(
            FrameContext frame,
            Connection client,
            Channel channel,
            @Nullable StreamPosition recover,
            SubscriptionOptions options) {
        frame.budget().takeEnvelope(channel.name().value());
        SubscriptionGrant grant = SubscriptionGrant.serverSide(
                rules.permissions(), channel, subscriptions.requester(client, channel), recover, options);
        // A server-side subscription is neither limited nor rejected.
        Reply.Subscribed subscribed = (Reply.Subscribed) subscriber.subscribe(client, channel, grant, frame.budget());
        joinLeave.joined(frame, client, channel);
        return subscribed;
    }
}
