package dev.downlink.session;

import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Push;
import dev.downlink.protocol.Reply;

/** The result of one command. */
public sealed interface CommandOutcome {

    record Answered(Reply reply) implements CommandOutcome {}

    /** The protocol has no reply to it. */
    record Unanswered() implements CommandOutcome {}

    /** The session has ended; the remaining commands of the frame are skipped. */
    record Ended(Push.Disconnected disconnect) implements CommandOutcome {}

    static CommandOutcome failed(ErrorCode code) {
        return new Answered(new Reply.Failed(code));
    }

    static CommandOutcome failed(ErrorCode code, String message) {
        return new Answered(new Reply.Failed(code, message));
    }
}
