package dev.downlink.local.aws;

import dev.downlink.local.http.HttpHandler;
import dev.downlink.local.http.HttpRequest;

/** One AWS service behind the AWS endpoint. Requests are offered to each service in turn; the first that serves one answers. */
public interface AwsService extends HttpHandler {

    /** Whether the request is for this service, by its {@code X-Amz-Target} or its path. */
    boolean serves(HttpRequest request);
}
