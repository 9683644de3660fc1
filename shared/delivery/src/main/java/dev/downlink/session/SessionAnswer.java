package dev.downlink.session;

import dev.downlink.protocol.Push;
import dev.downlink.protocol.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one frame.
 *
 * @param disconnect ends the session, after the responses; its code says whether the client connects again
 */
record SessionAnswer(List<Response> responses, Push.@Nullable Disconnected disconnect) {

    SessionAnswer {
        responses = List.copyOf(responses);
    }
}
