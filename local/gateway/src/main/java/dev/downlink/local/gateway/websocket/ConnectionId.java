package dev.downlink.local.gateway.websocket;

import dev.downlink.local.gateway.integration.RequestStamp;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names one connection for its whole life and no other one ever. */
record ConnectionId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{15}[A-Za-z0-9_=-]");

    static ConnectionId next() {
        return new ConnectionId(RequestStamp.nextId());
    }

    /** Empty if no connection could ever have this id. */
    static Optional<ConnectionId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ConnectionId(text)) : Optional.empty();
    }
}
