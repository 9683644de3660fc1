package dev.downlink.chatservice.api;

import dev.downlink.api.ApiAnswer;
import dev.downlink.api.InvocationDeadline;
import jakarta.inject.Singleton;
import java.util.List;

/** The methods about publications, for single calls and for those of a batch. */
@Singleton
final class ChatMethods {

    private final PublishCalls publish;
    private final BroadcastCalls broadcast;
    private final PublishLaterCalls later;
    private final HistoryCalls history;
    private final InvocationDeadline deadline;

    ChatMethods(
            PublishCalls publish,
            BroadcastCalls broadcast,
            PublishLaterCalls later,
            HistoryCalls history,
            InvocationDeadline deadline) {
        this.publish = publish;
        this.broadcast = broadcast;
        this.later = later;
        this.history = history;
        this.deadline = deadline;
    }

    ApiAnswer publish(PublishRequest request) {
        return request.later()
                ? later.publish(List.of(request.channel()), request)
                : publish.publish(request.channel(), request);
    }

    ApiAnswer broadcast(PublishRequest request) {
        return request.later()
                ? later.publish(request.channels(), request)
                : broadcast.broadcast(request, deadline.current());
    }

    ApiAnswer history(HistoryRequest request) {
        return history.history(request);
    }

    ApiAnswer historyRemove(HistoryRemoveRequest request) {
        return history.remove(request);
    }
}
