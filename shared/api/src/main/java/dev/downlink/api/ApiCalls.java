package dev.downlink.api;

import dev.downlink.protocol.ErrorCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
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
        return json.read(body, type)
                .filter(ApiRequest::valid)
                .map(request -> json.write(guarded(method, request, call)))
                .<HttpResponse<String>>map(text -> HttpResponse.ok(text).contentType(MediaType.APPLICATION_JSON_TYPE))
                .orElseGet(ApiCalls::unreadable);
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
