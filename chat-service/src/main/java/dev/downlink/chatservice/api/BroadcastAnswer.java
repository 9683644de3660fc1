package dev.downlink.chatservice.api;

import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Reply;
import java.util.List;

/** How a broadcast went. */
sealed interface BroadcastAnswer {

    /** Nothing was published. */
    record Refused(ErrorCode code) implements BroadcastAnswer {}

    /** @param replies one for each channel, in the order of the request */
    record Done(List<Reply> replies) implements BroadcastAnswer {
        public Done {
            replies = List.copyOf(replies);
        }
    }
}
