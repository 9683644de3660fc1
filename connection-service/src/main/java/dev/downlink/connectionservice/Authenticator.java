package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Credentials;
import dev.downlink.connectionservice.token.ConnectionToken;
import dev.downlink.connectionservice.token.SubscriptionVerification;
import dev.downlink.connectionservice.token.TokenVerifier;
import dev.downlink.connectionservice.token.Verification;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Establishes who a client is by its connection token, whether it comes in the URL or with the connect command. */
@Singleton
final class Authenticator {

    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);

    private final ChannelRules rules;
    private final TokenVerifier tokens;

    Authenticator(ChannelRules rules, TokenVerifier tokens) {
        this.rules = rules;
        this.tokens = tokens;
    }

    /**
     * @param known who the client is without the token; its user, if it has one, must be the token's
     * @param token absent if the client sent none
     */
    Authentication authenticate(ConnectionId connection, ConnectionToken known, @Nullable String token) {
        if (token == null) {
            return new Authentication.Accepted(known);
        }
        return switch (tokens.verifyConnection(token)) {
            case Verification.Valid valid -> accept(connection, known, valid.token());
            case Verification.Expired expired -> {
                refused(connection, "expired");
                yield new Authentication.TokenExpired();
            }
            case Verification.Invalid invalid -> {
                refused(connection, invalid.reason());
                yield new Authentication.TokenInvalid();
            }
            case Verification.Unverifiable unverifiable -> {
                unverifiable(connection, unverifiable.reason());
                yield new Authentication.KeysUnavailable();
            }
        };
    }

    /** What a connection keeps of its token. */
    static Credentials credentials(ConnectionToken token) {
        return new Credentials(token.meta(), token.expiresAt(), token.channelsHash(), token.subscriptions(), true);
    }

    /** Verifies the token that a client sends for a channel. */
    SubscriptionVerification authenticate(Connection client, Channel channel, String token) {
        SubscriptionVerification verification = tokens.verifySubscription(
                token, channel.name().value(), client.user(), client.id().value());
        switch (verification) {
            case SubscriptionVerification.Valid valid -> {}
            case SubscriptionVerification.Expired expired -> refused(client.id(), "expired");
            case SubscriptionVerification.Invalid invalid -> refused(client.id(), invalid.reason());
            case SubscriptionVerification.Foreign foreign -> refused(client.id(), foreign.reason());
            case SubscriptionVerification.Unverifiable unverifiable -> unverifiable(client.id(), unverifiable.reason());
        }
        return verification;
    }

    private Authentication accept(ConnectionId connection, ConnectionToken known, ConnectionToken token) {
        // The connection is subscribed to the first user's channels already.
        if (!known.user().isEmpty() && !known.user().equals(token.user())) {
            refused(connection, "not the user of the token in the URL");
            return new Authentication.TokenInvalid();
        }
        if (token.user().isEmpty() && rules.client().disallowAnonymousConnectionTokens()) {
            refused(connection, "no user, and disallow_anonymous_connection_tokens");
            return new Authentication.AnonymousToken();
        }
        @Nullable ChannelName unknown = token.unknownChannel(rules).orElse(null);
        return unknown == null ? new Authentication.Accepted(token) : new Authentication.UnknownTokenChannel(unknown);
    }

    private static void unverifiable(ConnectionId connection, String reason) {
        LOG.atError()
                .addKeyValue("connection", connection)
                .log("cannot verify tokens; refusing the client for now: {}", reason);
    }

    private static void refused(ConnectionId connection, String reason) {
        LOG.atInfo().addKeyValue("connection", connection).log("token refused: {}", reason);
    }
}
