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

/** {@code POST /api/publish}, {@code /api/broadcast} and {@code /api/history}, whatever content type they come with. */
@Controller("/api")
@Consumes(MediaType.ALL)
final class ServerApiController {

    private final ServerApi api;
    private final InvocationDeadline deadline;

    ServerApiController(ServerApi api, InvocationDeadline deadline) {
        this.api = api;
        this.deadline = deadline;
    }

    @Post("/publish")
    HttpResponse<String> publish(@Body String body) {
        return answer(RequestReader.publish(body).map(api::publish).map(AnswerWriter::write));
    }

    @Post("/broadcast")
    HttpResponse<String> broadcast(@Body String body) {
        return answer(RequestReader.publish(body)
                .map(request -> api.broadcast(request, deadline.current()))
                .map(AnswerWriter::write));
    }

    @Post("/history")
    HttpResponse<String> history(@Body String body) {
        return answer(RequestReader.history(body).map(api::history).map(AnswerWriter::write));
    }

    /** Micronaut reports a request without a body in this way. */
    @Error(exception = ConversionErrorException.class)
    HttpResponse<String> withoutBody() {
        return answer(Optional.empty());
    }

    /** As Centrifugo, which answers error 107 only to requests that it could read. */
    private static HttpResponse<String> answer(Optional<String> json) {
        return json.<HttpResponse<String>>map(
                        text -> HttpResponse.ok(text).contentType(MediaType.APPLICATION_JSON_TYPE))
                .orElseGet(() -> HttpResponse.badRequest("Bad Request").contentType(MediaType.TEXT_PLAIN_TYPE));
    }
}
