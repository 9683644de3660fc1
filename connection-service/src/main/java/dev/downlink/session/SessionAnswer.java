package dev.downlink.session;

import dev.downlink.protocol.Push;
import dev.downlink.protocol.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one frame is answered.
 *
 * @param farewell tells the client, after the responses, to go: to come back at once or to stay away, as its code says
 */
record SessionAnswer(List<Response> responses, Push.@Nullable Disconnected farewell) {

    SessionAnswer {
        responses = List.copyOf(responses);
    }
}
