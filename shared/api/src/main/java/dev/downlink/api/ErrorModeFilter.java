package dev.downlink.api;

import dev.downlink.protocol.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * {@code X-Centrifugo-Error-Mode: transport}: an error is the status and the body of the answer. Otherwise its status is 200, and
 * the error is in the envelope.
 */
@ServerFilter("/api/**")
final class ErrorModeFilter {

    /** The attribute of a response with the {@link ApiAnswer} that it carries. */
    static final String ANSWER = "dev.downlink.api.answer";

    private final ApiJson json;

    ErrorModeFilter(ApiJson json) {
        this.json = json;
    }

    @ResponseFilter
    void apply(HttpRequest<?> request, MutableHttpResponse<String> response) {
        boolean transport = request.getHeaders()
                .findFirst("X-Centrifugo-Error-Mode")
                .filter("transport"::equalsIgnoreCase)
                .isPresent();
        if (transport
                && response.getAttribute(ANSWER, ApiAnswer.class).orElse(null) instanceof ApiAnswer.OfError error) {
            response.status(status(error.code())).body(json.writeError(error));
        }
    }

    /** As Centrifugo has it, and 429 and 400 for what it has no status for. */
    private static HttpStatus status(ErrorCode code) {
        return switch (code) {
            case UNKNOWN_CHANNEL, METHOD_NOT_FOUND -> HttpStatus.NOT_FOUND;
            case UNRECOVERABLE_POSITION -> HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE;
            case TOO_MANY_REQUESTS -> HttpStatus.TOO_MANY_REQUESTS;
            case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
            case UNAUTHORIZED,
                    PERMISSION_DENIED,
                    ALREADY_SUBSCRIBED,
                    LIMIT_EXCEEDED,
                    BAD_REQUEST,
                    NOT_AVAILABLE,
                    TOKEN_EXPIRED,
                    EXPIRED -> HttpStatus.BAD_REQUEST;
        };
    }
}
