package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Requester;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.SubscriptionTerms;
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
    private static final String DIALECT = "dialect";
    private static final String FRAMES = "frames";
    private static final String LINES = "lines";

    private final ChannelRules rules;
    private final Authenticator authenticator;
    private final ConnectionRepository connections;
    private final ChannelLimit limit;
    private final Subscriber subscriber;
    private final ParallelExecutor parallel;

    Admission(
            ChannelRules rules,
            Authenticator authenticator,
            ConnectionRepository connections,
            ChannelLimit limit,
            Subscriber subscriber,
            ParallelExecutor parallel) {
        this.rules = rules;
        this.authenticator = authenticator;
        this.connections = connections;
        this.limit = limit;
        this.subscriber = subscriber;
        this.parallel = parallel;
    }

    AdmissionResult admit(Handshake handshake) {
        @Nullable Dialect dialect = dialect(handshake);
        if (dialect == null) {
            return new AdmissionResult.BadRequest("dialect: expected action or centrifuge");
        }
        @Nullable String frames = handshake.parameter(FRAMES);
        if (frames != null && !frames.equals(LINES)) {
            return new AdmissionResult.BadRequest("frames: expected lines");
        }
        Framing framing = Framing.of(dialect, frames != null);
        return switch (authenticator.authenticate(
                handshake.connection(), ConnectionToken.ANONYMOUS, handshake.parameter(TOKEN))) {
            case Authentication.Accepted accepted ->
                Expiry.hasEnded(accepted.token().expiresAt(), handshake.connectedAt())
                        ? new AdmissionResult.Unauthorized()
                        : admit(handshake, dialect, framing, accepted.token());
            case Authentication.TokenExpired expired -> new AdmissionResult.Unauthorized();
            case Authentication.TokenInvalid invalid -> new AdmissionResult.Unauthorized();
            case Authentication.KeysUnavailable unavailable -> new AdmissionResult.TemporarilyUnavailable();
            case Authentication.UnknownTokenChannel unknown -> new AdmissionResult.Forbidden(unknown.message());
        };
    }

    private AdmissionResult admit(Handshake handshake, Dialect dialect, Framing framing, ConnectionToken token) {
        Connection connection = new Connection(
                handshake.connection(),
                dialect,
                framing,
                token.user(),
                token.info(),
                false,
                handshake.connectedAt(),
                handshake.connectedAt().plus(Connection.LIFETIME),
                Authenticator.credentials(token));

        Set<ChannelName> names = new LinkedHashSet<>(rules.connect().channels());
        names.addAll(token.channels());
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
        List<Channel> channels =
                names.stream().map(name -> rules.find(name).orElseThrow()).toList();
        parallel.each(channels, channel -> subscriber.add(connection, channel, terms(token, channel)));
        return new AdmissionResult.Admitted(
                handshake.offers(Handshake.CENTRIFUGE_JSON) ? Handshake.CENTRIFUGE_JSON : null);
    }

    private boolean maySubscribe(Connection connection, Channel channel) {
        Requester.Client requester = new Requester.Client(connection.user(), () -> false);
        return rules.permissions().subscribe(channel, requester).refusal() == null;
    }

    private static SubscriptionTerms terms(ConnectionToken token, Channel channel) {
        return new SubscriptionTerms(0, token.optionsOf(channel.name()).info(), null);
    }

    private static ChannelName channel(String namespace, String name) {
        return new ChannelName(namespace.isEmpty() ? name : namespace + ":" + name);
    }

    /** @return null if the URL names an unknown dialect */
    private static @Nullable Dialect dialect(Handshake handshake) {
        @Nullable String asked = handshake.parameter(DIALECT);
        if (asked == null) {
            return handshake.offers(Handshake.CENTRIFUGE_JSON) ? Dialect.CENTRIFUGE : Dialect.ACTION;
        }
        return switch (asked) {
            case "action" -> Dialect.ACTION;
            case "centrifuge" -> Dialect.CENTRIFUGE;
            default -> null;
        };
    }
}
