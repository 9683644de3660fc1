package dev.downlink.delivery.post.apigateway;

import dev.downlink.delivery.post.PostResult;
import dev.downlink.http.HttpResponse;

/** What a response of {@code @connections} means. */
final class PostOutcome {

    private static final PostResult DELIVERED = new PostResult.Delivered();
    private static final PostResult GONE = new PostResult.Gone();
    private static final PostResult THROTTLED = new PostResult.Throttled();
    /** Of an error's body, in the reason. */
    private static final int QUOTED_BYTES = 300;

    private PostOutcome() {}

    static PostResult of(HttpResponse response) {
        int status = response.status();
        return switch (status) {
            case 410 -> GONE;
            case 429 -> THROTTLED;
            case 400, 413 -> new PostResult.InvalidFrame(reason(response));
            default -> {
                if (status >= 200 && status < 300) {
                    yield DELIVERED;
                }
                yield status >= 500
                        ? new PostResult.Failed(reason(response))
                        : new PostResult.Refused(status, reason(response));
            }
        };
    }

    /** {@code 403 ForbiddenException: {"message":"Forbidden"}}. */
    private static String reason(HttpResponse response) {
        String type =
                response.header("x-amzn-ErrorType").map(name -> " " + name).orElse("");
        String body = response.text(QUOTED_BYTES).strip();
        return response.status() + type + (body.isEmpty() ? "" : ": " + body);
    }
}
