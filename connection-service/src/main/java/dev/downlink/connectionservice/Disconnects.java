package dev.downlink.connectionservice;

import dev.downlink.protocol.Push;

/** How a session ends (centrifuge-protocol, "Unsubscribe and disconnect codes"): below 3500, client SDKs connect again. */
final class Disconnects {

    static final Push.Disconnected CONNECTION_EXPIRED = new Push.Disconnected(3005, "connection expired");
    static final Push.Disconnected SUBSCRIPTION_EXPIRED = new Push.Disconnected(3006, "subscription expired");
    static final Push.Disconnected INSUFFICIENT_STATE = new Push.Disconnected(3010, "insufficient state");
    static final Push.Disconnected INVALID_TOKEN = new Push.Disconnected(3500, "invalid token");
    static final Push.Disconnected BAD_REQUEST = new Push.Disconnected(3501, "bad request");
    static final Push.Disconnected CHANNEL_LIMIT = new Push.Disconnected(3505, "channel limit");
    static final Push.Disconnected PERMISSION_DENIED = new Push.Disconnected(3507, "permission denied");

    private Disconnects() {}
}
