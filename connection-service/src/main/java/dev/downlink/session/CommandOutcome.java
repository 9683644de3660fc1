package dev.downlink.session;

import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Push;
import dev.downlink.protocol.Reply;

/** What one command came to. */
sealed interface CommandOutcome {

    record Answered(Reply reply) implements CommandOutcome {}

    /** The protocol has no answer to it. */
    record Unanswered() implements CommandOutcome {}

    /** The session is over; the rest of the frame is not looked at. */
    record Ended(Push.Disconnected farewell) implements CommandOutcome {}

    static CommandOutcome failed(ErrorCode code) {
        return new Answered(new Reply.Failed(code));
    }

    static CommandOutcome failed(ErrorCode code, String message) {
        return new Answered(new Reply.Failed(code, message));
    }
}
