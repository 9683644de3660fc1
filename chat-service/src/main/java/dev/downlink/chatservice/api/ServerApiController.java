package dev.downlink.chatservice.api;

import dev.downlink.api.ApiCalls;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Post;

/**
 * The calls of the server API: {@code POST /api/<method>}, whatever their content type. Back ends may use every channel that
 * has a namespace.
 */
@Controller("/api")
@Consumes(MediaType.ALL)
final class ServerApiController {

    private final ApiCalls api;
    private final ChatMethods methods;
    private final BatchCalls batch;

    ServerApiController(ApiCalls api, ChatMethods methods, BatchCalls batch) {
        this.api = api;
        this.methods = methods;
        this.batch = batch;
    }

    @Post("/publish")
    HttpResponse<String> publish(@Body String body) {
        return api.answer("publish", body, PublishRequest.class, methods::publish);
    }

    @Post("/broadcast")
    HttpResponse<String> broadcast(@Body String body) {
        return api.answer("broadcast", body, PublishRequest.class, methods::broadcast);
    }

    @Post("/history")
    HttpResponse<String> history(@Body String body) {
        return api.answer("history", body, HistoryRequest.class, methods::history);
    }

    @Post("/history_remove")
    HttpResponse<String> historyRemove(@Body String body) {
        return api.answer("history_remove", body, HistoryRemoveRequest.class, methods::historyRemove);
    }

    @Post("/batch")
    HttpResponse<String> batch(@Body String body) {
        return api.read(body, BatchRequest.class)
                .<HttpResponse<String>>map(request -> ApiCalls.response(batch.batch(request)))
                .orElseGet(ApiCalls::unreadable);
    }

    /** Micronaut reports a request without a body with this exception. */
    @Error(exception = ConversionErrorException.class)
    HttpResponse<String> withoutBody() {
        return ApiCalls.unreadable();
    }
}
