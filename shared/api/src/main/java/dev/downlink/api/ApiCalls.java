package dev.downlink.api;

import dev.downlink.protocol.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers calls over HTTP, as Centrifugo does: error 107 is for requests that could be read, others get status 400. */
@Singleton
public final class ApiCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ApiCalls.class);

    private final ApiJson json;

    ApiCalls(ApiJson json) {
        this.json = json;
    }

    /**
     * Answers one call; a fault of ours is logged, and answered with error 100.
     *
     * @param method named in the log
     * @param body the request's; one that is not JSON of the type, or not valid, is answered with status 400
     */
    public <T extends ApiRequest> HttpResponse<String> answer(
            String method, String body, Class<T> type, Function<T, ApiAnswer> call) {
        return read(body, type)
                .map(request -> guarded(method, request, call))
                .<HttpResponse<String>>map(
                        answer -> response(json.write(answer)).setAttribute(ErrorModeFilter.ANSWER, answer))
                .orElseGet(ApiCalls::unreadable);
    }

    /**
     * Answers one command of a batch.
     *
     * @param command one that is not JSON of the type, or not valid, is answered with error 107
     */
    public <T extends ApiRequest> ApiAnswer answerCommand(
            String method, String command, Class<T> type, Function<T, ApiAnswer> call) {
        ApiAnswer answer = read(command, type)
                .map(request -> guarded(method, request, call))
                .orElseGet(() -> new ApiAnswer.OfError(ErrorCode.BAD_REQUEST));
        return answer instanceof ApiAnswer.OfResult done ? new ApiAnswer.OfCommand(method, done.result()) : answer;
    }

    /** An answer as JSON. */
    public String write(ApiAnswer answer) {
        return json.write(answer);
    }

    /** A request, if it is JSON of the type, and valid. */
    public <T extends ApiRequest> Optional<T> read(String body, Class<T> type) {
        return json.read(body, type).filter(ApiRequest::valid);
    }

    public static MutableHttpResponse<String> response(String body) {
        return HttpResponse.ok(body).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    /** The answer to a request without a body, or with one that cannot be read. */
    public static HttpResponse<String> unreadable() {
        return HttpResponse.badRequest("Bad Request").contentType(MediaType.TEXT_PLAIN_TYPE);
    }

    private static <T> ApiAnswer guarded(String method, T request, Function<T, ApiAnswer> call) {
        try {
            return call.apply(request);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("method", method).setCause(e).log("server API call failed; answering error 100");
            return new ApiAnswer.OfError(ErrorCode.INTERNAL);
        }
    }
}
