package dev.downlink.local.aws;

import dev.downlink.local.http.HttpHandler;
import dev.downlink.local.http.HttpRequest;
import dev.downlink.local.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The one address of all emulated services, as {@code aws --endpoint-url} wants it. Who a request is for is told by its target or path. */
public final class AwsEndpoint implements HttpHandler {

    private static final byte[] UNKNOWN = "<UnknownOperationException/>\n".getBytes(StandardCharsets.UTF_8);

    private final List<AwsService> services;

    public AwsEndpoint(List<AwsService> services) {
        this.services = List.copyOf(services);
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        for (AwsService service : services) {
            if (service.serves(request)) {
                return service.handle(request);
            }
        }
        return CompletableFuture.completedFuture(new HttpResponse(
                404,
                Map.of("x-amzn-RequestId", UUID.randomUUID().toString(), "Content-Type", "application/xml"),
                UNKNOWN));
    }
}
