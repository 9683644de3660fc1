package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Push;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.connectionservice.token.ConnectionToken;
import dev.downlink.connectionservice.token.TokenVerifier;
import dev.downlink.connectionservice.token.Verification;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(SessionStart.class);
    private static final String VERSION = "Downlink "
            + Objects.requireNonNullElse(SessionStart.class.getPackage().getImplementationVersion(), "dev");

    static final Push.Disconnected CHANNEL_LIMIT = new Push.Disconnected(3505, "channel limit");
    static final Push.Disconnected INVALID_TOKEN = new Push.Disconnected(3500, "invalid token");
    /** Client SDKs connect again. */
    static final Push.Disconnected UNKNOWN_CONNECTION = new Push.Disconnected(3010, "insufficient state");

    private final ChannelRules rules;
    private final TokenVerifier tokens;
    private final ConnectionRepository connections;
    private final SubscriptionRepository subscriptions;
    private final ChannelLimit limit;
    private final Subscriber subscriber;
    private final ParallelExecutor parallel;

    SessionStart(
            ChannelRules rules,
            TokenVerifier tokens,
            ConnectionRepository connections,
            SubscriptionRepository subscriptions,
            ChannelLimit limit,
            Subscriber subscriber,
            ParallelExecutor parallel) {
        this.rules = rules;
        this.tokens = tokens;
        this.connections = connections;
        this.subscriptions = subscriptions;
        this.limit = limit;
        this.subscriber = subscriber;
        this.parallel = parallel;
    }

    CommandOutcome start(Connection connection, Command.Connect command, ReplyBudget budget) {
        if (connection.inSession()) {
            return CommandOutcome.failed(ErrorCode.BAD_REQUEST, "already connected");
        }
        return switch (identity(connection, command.token())) {
            case Verification.Valid valid -> start(connection, valid.token(), command.recover(), budget);
            case Verification.Expired expired -> CommandOutcome.failed(ErrorCode.TOKEN_EXPIRED);
            case Verification.Invalid invalid -> {
                LOG.atInfo().addKeyValue("connection", connection.id()).log("token refused: {}", invalid.reason());
                yield new CommandOutcome.Ended(INVALID_TOKEN);
            }
            case Verification.Unverifiable unverifiable -> {
                LOG.atError()
                        .addKeyValue("connection", connection.id())
                        .log("cannot verify tokens; answering connect with error 100: {}", unverifiable.reason());
                yield CommandOutcome.failed(ErrorCode.INTERNAL);
            }
        };
    }

    private Verification identity(Connection connection, @Nullable String token) {
        if (token == null || token.isEmpty()) {
            return new Verification.Valid(new ConnectionToken(connection.user(), connection.info(), List.of()));
        }
        Verification verification = tokens.verify(token);
        // The connection is subscribed to the first user's channels already.
        if (verification instanceof Verification.Valid valid
                && !connection.anonymous()
                && !connection.user().equals(valid.token().user())) {
            return new Verification.Invalid("not the user of the token in the URL");
        }
        return verification;
    }

    private CommandOutcome start(
            Connection connection, ConnectionToken token, Map<String, StreamPosition> recover, ReplyBudget budget) {
        @Nullable ChannelName unknown = token.unknownChannel(rules).orElse(null);
        if (unknown != null) {
            return CommandOutcome.failed(ErrorCode.UNKNOWN_CHANNEL, "the token names an unknown channel: " + unknown);
        }
        @Nullable
        Connection identified = connections
                .identify(connection.id(), Dialect.CENTRIFUGE, token.user(), token.info())
                .orElse(null);
        if (identified == null) {
            return new CommandOutcome.Ended(UNKNOWN_CONNECTION);
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
                channel -> subscribe(client, channel, recover.get(channel.name().value()), budget));
        return new CommandOutcome.Answered(new Reply.Connected(
                client.id().value(),
                VERSION,
                null,
                subscribed.stream().collect(Collectors.toMap(Reply.Subscribed::channel, Function.identity()))));
    }

    private Reply.Subscribed subscribe(
            Connection client, Channel channel, @Nullable StreamPosition recover, ReplyBudget budget) {
        budget.takeEnvelope(channel.name().value());
        return subscriber.subscribeServerSide(client, channel, recover, budget);
    }
}
