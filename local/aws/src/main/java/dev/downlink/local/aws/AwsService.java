package dev.downlink.local.aws;

import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import java.util.concurrent.CompletionStage;

/** One AWS service behind the AWS endpoint. Requests are offered to each service in turn; the first that serves one answers. */
public interface AwsService {

    /** Whether the request is for this service, by its {@code X-Amz-Target} or its path. */
    boolean serves(HttpRequest request);

    /**
     * Answers, now or later; must not block.
     *
     * @throws AwsException if the request is refused; the stage may fail with one, too
     */
    CompletionStage<HttpResponse> handle(HttpRequest request);

    /** Writes a refusal in the service's protocol; as REST services do unless overridden. */
    default HttpResponse refuse(HttpRequest request, AwsException refusal) {
        return refusal.toRest();
    }
}
