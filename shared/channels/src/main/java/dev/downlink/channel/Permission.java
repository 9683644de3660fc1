package dev.downlink.channel;

import dev.downlink.protocol.ErrorCode;

/** What the rules say to something that a {@link Requester} wants to do. */
public sealed interface Permission {

    record Granted() implements Permission {}

    record Denied(ErrorCode code) implements Permission {}

    /** The application decides, by the proxy of this name. */
    record AskProxy(String proxy) implements Permission {}
}
