package dev.downlink.session;

import dev.downlink.protocol.Push;
import dev.downlink.protocol.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one frame.
 *
 * @param pushes to the same client, after the responses
 * @param onAccepted what follows once API Gateway has accepted the answer
 * @param disconnect ends the session, after the responses; its code says whether the client connects again
 */
record SessionAnswer(
        List<Response> responses,
        List<Push> pushes,
        List<Runnable> onAccepted,
        Push.@Nullable Disconnected disconnect) {

    SessionAnswer {
        responses = List.copyOf(responses);
        pushes = List.copyOf(pushes);
        onAccepted = List.copyOf(onAccepted);
    }
}
