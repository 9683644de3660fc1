package dev.downlink.protocol;

/** What the server sends unasked. */
public sealed interface Push {

    record Published(String channel, Publication publication) implements Push {}

    /** @param code 2000: by the server; from 2500 on the client subscribes again */
    record Unsubscribed(String channel, int code, String reason) implements Push {}

    /** Precedes a close, which cannot carry a code of ours through API Gateway. */
    record Disconnected(int code, String reason) implements Push {}
}
