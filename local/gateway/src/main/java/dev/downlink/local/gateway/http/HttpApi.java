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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An API Gateway HTTP API with the stage {@code $default}. Every request gets a response. */
public final class HttpApi {

    private final Map<String, String> routes;
    private final Integration integration;
    private final Throttle requests;
    private final Clock clock;

    /**
     * @param routes functions by route key: a method and a whole path
     * @param requests the account's limit: every request counts
     */
    public HttpApi(Map<String, String> routes, Lambda lambda, Duration timeout, Throttle requests, Clock clock) {
        this.routes = Map.copyOf(routes);
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
            String route = request.method() + " " + path;
            String function = routes.get(route);
            return function == null
                    ? CompletableFuture.completedStage(HttpResponse.message(404, "Not Found"))
                    : integration
                            .invoke(function, HttpApiEvents.event(request, path, route, RequestStamp.next(clock)))
                            .thenApply(HttpApi::response);
        } catch (IllegalArgumentException e) {
            // The path or the query is not well encoded.
            return CompletableFuture.completedStage(HttpResponse.message(400, "Bad Request"));
        }
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
