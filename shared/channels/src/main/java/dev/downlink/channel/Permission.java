package dev.downlink.channel;

import dev.downlink.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What the rules say to something that a {@link Requester} wants to do. */
public sealed interface Permission {

    /** The error of an answer; absent if it is granted. No proxy can be asked yet. */
    default @Nullable ErrorCode refusal() {
        return switch (this) {
            case Granted granted -> null;
            case Denied denied -> denied.code();
            case AskProxy proxy -> ErrorCode.NOT_AVAILABLE;
        };
    }

    record Granted() implements Permission {}

    record Denied(ErrorCode code) implements Permission {}

    /** The application decides, by the proxy of this name. */
    record AskProxy(String proxy) implements Permission {}
}
