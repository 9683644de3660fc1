package dev.downlink.local.aws.http;

import java.util.concurrent.CompletionStage;

/**
 * Answers a request, now or later. It is called on an I/O thread and must not block. A failed stage becomes a 500, except
 * that a {@link java.nio.channels.ClosedChannelException} closes the connection without an answer.
 */
@FunctionalInterface
public interface HttpHandler {
    CompletionStage<HttpResponse> handle(HttpRequest request);
}
