package dev.downlink.chatservice.api;

import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Post;
import java.util.Optional;

/** The calls of the server API: {@code POST /api/<method>}, whatever their content type. */
@Controller("/api")
@Consumes(MediaType.ALL)
final class ServerApiController {

    private final ServerApi api;
    private final ApiJson json;
    private final InvocationDeadline deadline;

    ServerApiController(ServerApi api, ApiJson json, InvocationDeadline deadline) {
        this.api = api;
        this.json = json;
        this.deadline = deadline;
    }

    @Post("/publish")
    HttpResponse<String> publish(@Body String body) {
        return answer(json.read(body, PublishRequest.class));
    }

    @Post("/broadcast")
    HttpResponse<String> broadcast(@Body String body) {
        return answer(json.read(body, PublishRequest.class).map(BroadcastRequest::new));
    }

    @Post("/history")
    HttpResponse<String> history(@Body String body) {
        return answer(json.read(body, HistoryRequest.class));
    }

    /** Micronaut reports a request without a body with this exception. */
    @Error(exception = ConversionErrorException.class)
    HttpResponse<String> withoutBody() {
        return answer(Optional.empty());
    }

    /** Error 107 is for requests that could be read, as with Centrifugo; others get status 400. */
    private HttpResponse<String> answer(Optional<? extends ApiRequest> request) {
        return request.filter(ApiRequest::valid)
                .map(valid -> json.write(api.answer(valid, deadline.current())))
                .<HttpResponse<String>>map(text -> HttpResponse.ok(text).contentType(MediaType.APPLICATION_JSON_TYPE))
                .orElseGet(() -> HttpResponse.badRequest("Bad Request").contentType(MediaType.TEXT_PLAIN_TYPE));
    }
}
