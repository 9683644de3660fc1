package dev.downlink.chatservice.api;

import dev.downlink.protocol.ErrorCode;
import dev.downlink.time.Deadline;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes each call of a back end to the service class that answers it. Back ends may use every channel that has a namespace. */
@Singleton
final class ServerApi {

    private static final Logger LOG = LoggerFactory.getLogger(ServerApi.class);

    private final PublishCalls publish;
    private final BroadcastCalls broadcast;
    private final HistoryCalls history;

    ServerApi(PublishCalls publish, BroadcastCalls broadcast, HistoryCalls history) {
        this.publish = publish;
        this.broadcast = broadcast;
        this.history = history;
    }

    ApiAnswer answer(ApiRequest request, Deadline deadline) {
        try {
            return switch (request) {
                case PublishRequest asked -> publish.publish(asked.channel(), asked);
                case BroadcastRequest asked -> broadcast.broadcast(asked.publication(), deadline);
                case HistoryRequest asked -> history.history(asked);
            };
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("method", request.method())
                    .setCause(e)
                    .log("server API call failed; answering error 100");
            return new ApiAnswer.OfError(ErrorCode.INTERNAL);
        }
    }
}
