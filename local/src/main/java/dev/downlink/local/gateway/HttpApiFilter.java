package dev.downlink.local.gateway;

import dev.downlink.local.gateway.http.HttpApi;
import dev.downlink.local.gateway.http.HttpApiRequest;
import dev.downlink.local.gateway.http.HttpApiResponse;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Answers everything below {@code /api/}, whatever the method: routes are the HTTP API's, not Micronaut's. */
@ServerFilter("/api/**")
@Requires(beans = HttpApi.class)
final class HttpApiFilter {

    private final HttpApi api;

    HttpApiFilter(HttpApi api) {
        this.api = api;
    }

    @RequestFilter
    CompletionStage<? extends HttpResponse<?>> answer(ServerHttpRequest<?> request) {
        return request.byteBody()
                .buffer()
                .thenCompose(body -> {
                    try (body) {
                        return api.handle(request(request, body.toByteArray()));
                    }
                })
                .exceptionally(HttpApiFilter::tooLarge)
                .thenApply(HttpApiFilter::response);
    }

    private static HttpApiRequest request(HttpRequest<?> request, byte[] body) {
        // Micronaut names a header once for each way it was written, with all of its values each time.
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.getHeaders().forEach(headers::put);
        URI uri = request.getUri();
        return new HttpApiRequest(
                request.getMethodName(),
                uri.getRawPath(),
                uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                headers,
                body,
                request.getRemoteAddress().getAddress().getHostAddress(),
                request.getServerAddress().getPort());
    }

    private static HttpApiResponse tooLarge(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ContentLengthExceededException) {
            return HttpApiResponse.error(413, "Request Entity Too Large");
        }
        throw new CompletionException(cause);
    }

    private static HttpResponse<?> response(HttpApiResponse response) {
        MutableHttpResponse<byte[]> answer = HttpResponse.<byte[]>status(
                        response.status(),
                        HttpResponseStatus.valueOf(response.status()).reasonPhrase())
                .body(response.body());
        response.headers().forEach(answer::header);
        response.cookies().forEach(cookie -> answer.header(HttpHeaders.SET_COOKIE, cookie));
        return answer;
    }
}
