package dev.downlink.local.http;

import java.util.concurrent.CompletionStage;

/** Answers a request, now or later. It is called on an I/O thread and must not block; a failed stage becomes a 500. */
@FunctionalInterface
public interface HttpHandler {
    CompletionStage<HttpResponse> handle(HttpRequest request);
}
