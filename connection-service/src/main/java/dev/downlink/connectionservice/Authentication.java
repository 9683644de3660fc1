package dev.downlink.connectionservice;

import dev.downlink.channel.ChannelName;
import dev.downlink.connectionservice.token.ConnectionToken;

/** Who a client is, or why that cannot be said. */
sealed interface Authentication {

    record Accepted(ConnectionToken token) implements Authentication {}

    /** The client needs a new token. */
    record TokenExpired() implements Authentication {}

    /** Only the log has the reason. */
    record TokenInvalid() implements Authentication {}

    /** The keys could not be fetched: the same token may be accepted later. */
    record KeysUnavailable() implements Authentication {}

    /** The token is valid, but names no user, and the rules want one. */
    record AnonymousToken() implements Authentication {}

    /** The token is valid, but names a channel that has no namespace in the rules. */
    record UnknownTokenChannel(ChannelName channel) implements Authentication {

        String message() {
            return "the token names an unknown channel: " + channel;
        }
    }
}
