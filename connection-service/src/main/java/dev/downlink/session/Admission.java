package dev.downlink.session;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Namespace;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.session.token.ConnectionToken;
import dev.downlink.session.token.TokenVerifier;
import dev.downlink.session.token.Verification;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a client in, or not, and subscribes it to what it is to have from the start: {@code connect.channels}, the channels of
 * its token, and those its URL asks for by {@code connect.query_subscriptions}.
 *
 * <p>A URL that asks for a channel which the client may not have is refused as a whole: nothing could tell a client with no
 * other way of asking that it waits in vain. Parameters that nobody configured are ignored.
 */
@Singleton
final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private static final String TOKEN = "token";
    private static final String DIALECT = "dialect";
    private static final String FRAMES = "frames";
    private static final String LINES = "lines";

    private final ChannelRules rules;
    private final TokenVerifier tokens;
    private final ConnectionRepository connections;
    private final Subscriber subscriber;
    private final ParallelExecutor parallel;

    Admission(
            ChannelRules rules,
            TokenVerifier tokens,
            ConnectionRepository connections,
            Subscriber subscriber,
            ParallelExecutor parallel) {
        this.rules = rules;
        this.tokens = tokens;
        this.connections = connections;
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
        @Nullable String token = handshake.parameter(TOKEN);
        return switch (token == null ? anonymous() : tokens.verify(token)) {
            case Verification.Valid valid -> admit(handshake, dialect, framing, valid.token());
            case Verification.Expired expired -> refuse(handshake, "expired");
            case Verification.Invalid invalid -> refuse(handshake, invalid.reason());
            case Verification.Unverifiable unverifiable -> {
                LOG.atError()
                        .addKeyValue("connection", handshake.connection())
                        .log("no token can be verified: {}", unverifiable.reason());
                yield new AdmissionResult.Unavailable();
            }
        };
    }

    private static Verification anonymous() {
        return new Verification.Valid(new ConnectionToken("", null, List.of()));
    }

    private static AdmissionResult refuse(Handshake handshake, String reason) {
        LOG.atInfo().addKeyValue("connection", handshake.connection()).log("token refused: {}", reason);
        return new AdmissionResult.Unauthorized();
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
                handshake.connectedAt().plus(Connection.LIFETIME));

        @Nullable ChannelName unknown = token.unknownChannel(rules).orElse(null);
        if (unknown != null) {
            return new AdmissionResult.Forbidden("the token names an unknown channel: " + unknown);
        }
        Set<ChannelName> channels = new LinkedHashSet<>(rules.connect().channels());
        channels.addAll(token.channels());
        for (Map.Entry<String, String> shortcut :
                rules.connect().querySubscriptions().entrySet()) {
            for (String name : handshake.parameters(shortcut.getKey())) {
                ChannelName channel = channel(shortcut.getValue(), name);
                if (name.isEmpty() || !channel.valid()) {
                    return new AdmissionResult.BadRequest(shortcut.getKey() + ": expected the name of a channel");
                }
                @Nullable Namespace namespace = rules.namespaceOf(channel).orElse(null);
                if (namespace == null || !rules.maySubscribe(channel, namespace, connection.anonymous())) {
                    return new AdmissionResult.Forbidden("not permitted to subscribe to " + channel);
                }
                channels.add(channel);
            }
        }

        connections.open(connection);
        parallel.each(
                List.copyOf(channels),
                channel -> subscriber.add(connection, rules.find(channel).orElseThrow()));
        return new AdmissionResult.Admitted(
                handshake.offers(Handshake.CENTRIFUGE_JSON) ? Handshake.CENTRIFUGE_JSON : null);
    }

    private static ChannelName channel(String namespace, String name) {
        return new ChannelName(namespace.isEmpty() ? name : namespace + ":" + name);
    }

    /** @return null if the URL asks for a dialect that does not exist */
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
