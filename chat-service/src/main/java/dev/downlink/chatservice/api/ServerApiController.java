package dev.downlink.chatservice.api;

import dev.downlink.api.ApiCalls;
import dev.downlink.api.InvocationDeadline;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Post;
import java.util.List;

/**
 * The calls of the server API: {@code POST /api/<method>}, whatever their content type. Back ends may use every channel that
 * has a namespace.
 */
@Controller("/api")
@Consumes(MediaType.ALL)
final class ServerApiController {

    private final ApiCalls api;
    private final PublishCalls publish;
    private final BroadcastCalls broadcast;
    private final PublishLaterCalls later;
    private final HistoryCalls history;
    private final InvocationDeadline deadline;

    ServerApiController(
            ApiCalls api,
            PublishCalls publish,
            BroadcastCalls broadcast,
            PublishLaterCalls later,
            HistoryCalls history,
            InvocationDeadline deadline) {
        this.api = api;
        this.publish = publish;
        this.broadcast = broadcast;
        this.later = later;
        this.history = history;
        this.deadline = deadline;
    }

    @Post("/publish")
    HttpResponse<String> publish(@Body String body) {
        return api.answer(
                "publish",
                body,
                PublishRequest.class,
                request -> request.later()
                        ? later.publish(List.of(request.channel()), request)
                        : publish.publish(request.channel(), request));
    }

    @Post("/broadcast")
    HttpResponse<String> broadcast(@Body String body) {
        return api.answer(
                "broadcast",
                body,
                PublishRequest.class,
                request -> request.later()
                        ? later.publish(request.channels(), request)
                        : broadcast.broadcast(request, deadline.current()));
    }

    @Post("/history")
    HttpResponse<String> history(@Body String body) {
        return api.answer("history", body, HistoryRequest.class, history::history);
    }

    /** Micronaut reports a request without a body with this exception. */
    @Error(exception = ConversionErrorException.class)
    HttpResponse<String> withoutBody() {
        return ApiCalls.unreadable();
    }
}
