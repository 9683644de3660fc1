package dev.downlink.local.gateway.http;

import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import dev.downlink.local.gateway.integration.Integration;
import dev.downlink.local.gateway.integration.Integration.Outcome;
import dev.downlink.local.gateway.integration.RequestStamp;
import dev.downlink.local.gateway.integration.Throttle;
import dev.downlink.local.lambda.Lambda;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An API Gateway HTTP API with the stage {@code $default}. Every request gets a response. */
public final class HttpApi {

    /** The route of a request. */
    private record Matched(HttpRoute route, Map<String, String> pathParameters) {}

    private final List<HttpRoute> routes;
    private final Integration integration;
    private final Throttle requests;
    private final Clock clock;

    /** @param requests the account's limit: every request counts */
    public HttpApi(List<HttpRoute> routes, Lambda lambda, Duration timeout, Throttle requests, Clock clock) {
        this.routes = routes.stream().sorted(HttpRoute.MOST_SPECIFIC_FIRST).toList();
        this.integration = new Integration(lambda, timeout);
        this.requests = requests;
        this.clock = clock;
    }

    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        if (!requests.tryAcquire()) {
            return CompletableFuture.completedStage(HttpResponse.message(429, "Too Many Requests"));
        }
        try {
            String path = QueryStringDecoder.decodeComponent(request.path().replace("+", "%2B"));
            return match(request.method(), path)
                    .map(matched -> invoke(request, path, matched))
                    .orElseGet(() -> CompletableFuture.completedStage(HttpResponse.message(404, "Not Found")));
        } catch (IllegalArgumentException e) {
            // The path or the query is not well encoded.
            return CompletableFuture.completedStage(HttpResponse.message(400, "Bad Request"));
        }
    }

    private Optional<Matched> match(String method, String path) {
        return routes.stream()
                .flatMap(route -> route.match(method, path).map(parameters -> new Matched(route, parameters)).stream())
                .findFirst();
    }

    private CompletionStage<HttpResponse> invoke(HttpRequest request, String path, Matched matched) {
        byte[] event =
                HttpApiEvents.event(request, path, matched.route(), matched.pathParameters(), RequestStamp.next(clock));
        return integration.invoke(matched.route().functionName(), event).thenApply(HttpApi::response);
    }

    private static HttpResponse response(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered ->
                HttpProxyResponse.parse(answered.payload())
                        .orElseGet(() -> HttpResponse.message(500, "Internal Server Error"));
            case Outcome.Failed ignored -> HttpResponse.message(500, "Internal Server Error");
            case Outcome.Throttled ignored -> HttpResponse.message(503, "Service Unavailable");
            case Outcome.TimedOut ignored -> HttpResponse.message(503, "Service Unavailable");
        };
    }
}
