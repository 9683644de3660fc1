package dev.downlink.session;

import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Push;
import dev.downlink.protocol.Reply;

/** What one command came to. */
sealed interface Outcome {

    record Answered(Reply reply) implements Outcome {}

    /** The protocol has no answer to it. */
    record Unanswered() implements Outcome {}

    /** The session is over; the rest of the frame is not looked at. */
    record Ended(Push.Disconnected farewell) implements Outcome {}

    static Outcome failed(ErrorCode code) {
        return new Answered(new Reply.Failed(code));
    }

    static Outcome failed(ErrorCode code, String message) {
        return new Answered(new Reply.Failed(code, message));
    }
}
