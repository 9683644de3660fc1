package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Requester;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.Credentials;
import dev.downlink.connection.TokenExpiries;
import dev.downlink.connectionservice.token.ConnectionToken;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Accepts or refuses a handshake, and makes the server-side subscriptions of the connection: {@code connect.channels}, the
 * channels of its token, and those that its URL asks for through {@code connect.query_subscriptions}.
 *
 * <p>A URL with a channel that the client may not subscribe to is refused as a whole: the handshake has no other way to
 * report the error to the client. Unknown parameters are ignored.
 */
@Singleton
final class Admission {

    private static final String TOKEN = "token";
    private static final String FRAMES = "frames";
    private static final String LINES = "lines";

    private final ChannelRules rules;
    private final Authenticator authenticator;
    private final ConnectionRepository connections;
    private final TokenExpiries expiries;
    private final ChannelLimit limit;
    private final Subscriber subscriber;
    private final ParallelExecutor parallel;

    Admission(
            ChannelRules rules,
            Authenticator authenticator,
            ConnectionRepository connections,
            TokenExpiries expiries,
            ChannelLimit limit,
            Subscriber subscriber,
            ParallelExecutor parallel) {
        this.rules = rules;
        this.authenticator = authenticator;
        this.connections = connections;
        this.expiries = expiries;
        this.limit = limit;
        this.subscriber = subscriber;
        this.parallel = parallel;
    }

    AdmissionResult admit(Handshake handshake) {
        if (!rules.client().allowedOrigins().allow(handshake.origin())) {
            return new AdmissionResult.Forbidden("origin not allowed");
        }
        @Nullable Dialect dialect = handshake.dialect();
        if (dialect == null) {
            return new AdmissionResult.BadRequest("dialect: expected action or centrifuge");
        }
        @Nullable String frames = handshake.parameter(FRAMES);
        if (frames != null && !frames.equals(LINES)) {
            return new AdmissionResult.BadRequest("frames: expected lines");
        }
        Framing framing = Framing.of(dialect, frames != null);
        @Nullable String token = handshake.parameter(TOKEN);
        if (token == null && !rules.allowsClientsWithoutToken()) {
            return awaitToken(handshake);
        }
        return switch (authenticator.authenticate(handshake.connection(), ConnectionToken.ANONYMOUS, token)) {
            case Authentication.Accepted accepted ->
                Expiry.hasEnded(accepted.token().expiresAt(), handshake.connectedAt())
                        ? new AdmissionResult.Unauthorized()
                        : admit(handshake, dialect, framing, accepted.token());
            case Authentication.TokenExpired expired -> new AdmissionResult.Unauthorized();
            case Authentication.TokenInvalid invalid -> new AdmissionResult.Unauthorized();
            case Authentication.KeysUnavailable unavailable -> new AdmissionResult.TemporarilyUnavailable();
            case Authentication.AnonymousToken anonymous -> new AdmissionResult.Forbidden("the token names no user");
            case Authentication.UnknownTokenChannel unknown -> new AdmissionResult.Forbidden(unknown.message());
        };
    }

    /** A Centrifuge client may bring its token with the connect command; until then it has no subscriptions. */
    private AdmissionResult awaitToken(Handshake handshake) {
        boolean subscribes = rules.connect().querySubscriptions().keySet().stream()
                .anyMatch(parameter -> !handshake.parameters(parameter).isEmpty());
        if (subscribes || handshake.asksForActions()) {
            return new AdmissionResult.Unauthorized();
        }
        connections.open(
                connection(handshake, Dialect.CENTRIFUGE, Framing.LINES, ConnectionToken.ANONYMOUS, Credentials.NONE));
        return admitted(handshake);
    }

    private AdmissionResult admit(Handshake handshake, Dialect dialect, Framing framing, ConnectionToken token) {
        Credentials credentials =
                handshake.parameter(TOKEN) == null ? Credentials.NONE : Authenticator.credentials(token);
        Connection connection = connection(handshake, dialect, framing, token, credentials);
        Set<ChannelName> names = new LinkedHashSet<>(rules.connect().channels());
        names.addAll(token.channels());
        rules.personalChannel(token.user()).ifPresent(names::add);
        for (Map.Entry<String, String> shortcut :
                rules.connect().querySubscriptions().entrySet()) {
            for (String name : handshake.parameters(shortcut.getKey())) {
                ChannelName channel = channel(shortcut.getValue(), name);
                if (name.isEmpty() || !channel.valid()) {
                    return new AdmissionResult.BadRequest(shortcut.getKey() + ": expected the name of a channel");
                }
                boolean allowed = rules.find(channel)
                        .filter(found -> maySubscribe(connection, found))
                        .isPresent();
                if (!allowed) {
                    return new AdmissionResult.Forbidden("not permitted to subscribe to " + channel);
                }
                names.add(channel);
            }
        }
        if (limit.isExceeded(names.size())) {
            return new AdmissionResult.Forbidden(
                    "%d channels are more than the limit of %d".formatted(names.size(), limit.channels()));
        }

        connections.open(connection);
        expiries.note(connection.id(), credentials.expiresAt());
        List<Channel> channels =
                names.stream().map(name -> rules.find(name).orElseThrow()).toList();
        parallel.each(channels, channel -> subscriber.add(connection, channel, grant(connection, channel, token)));
        return admitted(handshake);
    }

    private static AdmissionResult admitted(Handshake handshake) {
        return new AdmissionResult.Admitted(
                handshake.offers(Handshake.CENTRIFUGE_JSON) ? Handshake.CENTRIFUGE_JSON : null);
    }

    private static Connection connection(
            Handshake handshake, Dialect dialect, Framing framing, ConnectionToken token, Credentials credentials) {
        return new Connection(
                handshake.connection(),
                dialect,
                framing,
                token.user(),
                token.info(),
                false,
                handshake.connectedAt(),
                handshake.connectedAt().plus(Connection.LIFETIME),
                credentials);
    }

    private boolean maySubscribe(Connection connection, Channel channel) {
        Requester.Client requester = new Requester.Client(connection.user(), () -> false);
        return rules.permissions().subscribe(channel, requester).refusal() == null;
    }

    private SubscriptionGrant grant(Connection connection, Channel channel, ConnectionToken token) {
        Requester.Client requester = new Requester.Client(connection.user(), () -> false);
        return SubscriptionGrant.serverSide(
                rules.permissions(), channel, requester, null, token.optionsOf(channel.name()));
    }

    private static ChannelName channel(String namespace, String name) {
        return new ChannelName(namespace.isEmpty() ? name : namespace + ":" + name);
    }
}
