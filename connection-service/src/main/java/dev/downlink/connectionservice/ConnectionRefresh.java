package dev.downlink.connectionservice;

import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.Credentials;
import dev.downlink.connection.TokenExpiries;
import dev.downlink.connectionservice.token.ConnectionToken;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Push;
import dev.downlink.protocol.Reply;
import dev.downlink.session.CommandOutcome;
import dev.downlink.session.FrameContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Prolongs a connection with a new token of its user, for the same channels. */
@Singleton
final class ConnectionRefresh {

    private final ConnectionRepository connections;
    private final TokenExpiries expiries;
    private final Authenticator authenticator;
    private final Clock clock;

    ConnectionRefresh(
            ConnectionRepository connections, TokenExpiries expiries, Authenticator authenticator, Clock clock) {
        this.connections = connections;
        this.expiries = expiries;
        this.authenticator = authenticator;
        this.clock = clock;
    }

    CommandOutcome refresh(FrameContext frame, Connection client, Command.Refresh command) {
        if (command.token().isEmpty()) {
            return end(frame, Disconnects.BAD_REQUEST, ErrorCode.BAD_REQUEST);
        }
        return switch (authenticator.authenticate(client.id(), ConnectionToken.ANONYMOUS, command.token())) {
            case Authentication.Accepted accepted -> refresh(frame, client, accepted.token());
            case Authentication.TokenExpired expired ->
                end(frame, Disconnects.CONNECTION_EXPIRED, ErrorCode.TOKEN_EXPIRED);
            case Authentication.TokenInvalid invalid -> invalid(frame);
            case Authentication.AnonymousToken anonymous -> invalid(frame);
            case Authentication.KeysUnavailable unavailable -> CommandOutcome.failed(ErrorCode.INTERNAL);
            case Authentication.UnknownTokenChannel unknown -> otherChannels(frame);
        };
    }

    private CommandOutcome refresh(FrameContext frame, Connection client, ConnectionToken token) {
        if (!token.user().equals(client.user())) {
            return invalid(frame);
        }
        if (Expiry.hasEnded(token.expiresAt(), clock.instant())) {
            return end(frame, Disconnects.CONNECTION_EXPIRED, ErrorCode.EXPIRED);
        }
        Credentials held = client.credentials();
        if (token.channelsHash() != held.channels()) {
            return otherChannels(frame);
        }
        @Nullable Json info = token.info() == null ? client.info() : token.info();
        @Nullable Json meta = token.meta() == null ? held.meta() : token.meta();
        Credentials credentials = new Credentials(meta, token.expiresAt(), held.channels());
        if (!connections.refresh(client.id(), info, credentials)) {
            return frame.unknownConnection();
        }
        expiries.note(client.id(), token.expiresAt());
        frame.clientChanged();
        return new CommandOutcome.Answered(
                new Reply.Refreshed(client.id().value(), Expiry.secondsLeft(token.expiresAt(), clock.instant())));
    }

    private static CommandOutcome invalid(FrameContext frame) {
        return end(frame, Disconnects.INVALID_TOKEN, ErrorCode.PERMISSION_DENIED);
    }

    /** A new connection has the channels of the new token. */
    private static CommandOutcome otherChannels(FrameContext frame) {
        return end(frame, Disconnects.INSUFFICIENT_STATE, ErrorCode.EXPIRED);
    }

    private static CommandOutcome end(FrameContext frame, Push.Disconnected disconnect, ErrorCode forAction) {
        return frame.end(disconnect, new Reply.Failed(forAction));
    }
}
