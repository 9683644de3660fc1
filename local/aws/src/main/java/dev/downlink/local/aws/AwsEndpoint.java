package dev.downlink.local.aws;

import dev.downlink.local.aws.http.HttpHandler;
import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The one address of all emulated services, as {@code aws --endpoint-url} wants it. Who a request is for is told by its target or path. */
public final class AwsEndpoint implements HttpHandler {

    private static final HttpResponse UNKNOWN = new HttpResponse(
            404,
            Map.of("Content-Type", "application/xml"),
            "<UnknownOperationException/>\n".getBytes(StandardCharsets.UTF_8));

    private final List<AwsService> services;

    public AwsEndpoint(List<AwsService> services) {
        this.services = List.copyOf(services);
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        return services.stream()
                .filter(service -> service.serves(request))
                .findFirst()
                .map(service -> answer(service, request))
                .orElseGet(() -> CompletableFuture.completedFuture(UNKNOWN))
                .thenApply(AwsEndpoint::identified);
    }

    private static CompletionStage<HttpResponse> answer(AwsService service, HttpRequest request) {
        return CompletableFuture.completedFuture(request)
                .thenCompose(service::handle)
                .exceptionally(failure -> {
                    if (failure instanceof CompletionException wrapped
                            && wrapped.getCause() instanceof AwsException refusal) {
                        return service.refuse(request, refusal);
                    }
                    throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
                });
    }

    private static HttpResponse identified(HttpResponse answer) {
        String requestId = UUID.randomUUID().toString();
        HttpResponse identified = answer.withHeader("x-amz-id-2", requestId);
        return answer.headers().keySet().stream().anyMatch("x-amzn-RequestId"::equalsIgnoreCase)
                ? identified
                : identified.withHeader("x-amzn-RequestId", requestId);
    }
}
