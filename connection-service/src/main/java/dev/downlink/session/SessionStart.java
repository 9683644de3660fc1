package dev.downlink.session;

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
import dev.downlink.session.token.ConnectionToken;
import dev.downlink.session.token.TokenVerifier;
import dev.downlink.session.token.Verification;
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
 * Answers the Centrifuge {@code connect} command: notes who the client is, and positions or recovers its server-side
 * subscriptions.
 *
 * <p>Without a token of its own the command keeps what the URL's token said. An expired token is answered with error 109,
 * upon which client SDKs fetch a new one; an invalid one ends the session with disconnect code 3500, upon which they stay
 * away, as with Centrifugo. The reply names no expiry, since there is no {@code refresh} yet: a connection outlives its token,
 * for two hours at most.
 */
@Singleton
final class SessionStart {

    private static final Logger LOG = LoggerFactory.getLogger(SessionStart.class);
    private static final String VERSION = "Downlink "
            + Objects.requireNonNullElse(SessionStart.class.getPackage().getImplementationVersion(), "dev");

    static final Push.Disconnected INVALID_TOKEN = new Push.Disconnected(3500, "invalid token");
    /** Client SDKs come back upon it, and get a new connection. */
    static final Push.Disconnected UNKNOWN_CONNECTION = new Push.Disconnected(3010, "insufficient state");

    private final ChannelRules rules;
    private final TokenVerifier tokens;
    private final ConnectionRepository connections;
    private final SubscriptionRepository subscriptions;
    private final Subscriber subscriber;
    private final ParallelExecutor parallel;

    SessionStart(
            ChannelRules rules,
            TokenVerifier tokens,
            ConnectionRepository connections,
            SubscriptionRepository subscriptions,
            Subscriber subscriber,
            ParallelExecutor parallel) {
        this.rules = rules;
        this.tokens = tokens;
        this.connections = connections;
        this.subscriptions = subscriptions;
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
                        .log("no token can be verified: {}", unverifiable.reason());
                yield CommandOutcome.failed(ErrorCode.INTERNAL);
            }
        };
    }

    private Verification identity(Connection connection, @Nullable String token) {
        if (token == null || token.isEmpty()) {
            return new Verification.Valid(new ConnectionToken(connection.user(), connection.info(), List.of()));
        }
        Verification verification = tokens.verify(token);
        // The first user's channels are subscribed already.
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
        Set<ChannelName> channels = new LinkedHashSet<>(subscriptions.channelsOf(identified.id()));
        channels.addAll(token.channels());
        // A connection may be older than the rules.
        channels.removeIf(channel -> rules.namespaceOf(channel).isEmpty());
        Connection client = identified;
        List<Reply.Subscribed> subscribed = parallel.map(
                List.copyOf(channels), channel -> subscribe(client, channel, recover.get(channel.value()), budget));
        return new CommandOutcome.Answered(new Reply.Connected(
                client.id().value(),
                VERSION,
                null,
                subscribed.stream().collect(Collectors.toMap(Reply.Subscribed::channel, Function.identity()))));
    }

    private Reply.Subscribed subscribe(
            Connection client, ChannelName channel, @Nullable StreamPosition recover, ReplyBudget budget) {
        budget.takeEnvelope(channel.value());
        return subscriber.subscribeServerSide(client, rules.find(channel).orElseThrow(), recover, budget);
    }
}
