package dev.downlink.local.gateway;

import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The description of the server HTTP API, for people at {@code /api} and for programs at {@code /api/openapi.json}. */
final class ApiDocs {

    private static final Map<String, HttpResponse> PAGES = Map.of(
            "/api", page("index.html", "text/html; charset=utf-8"),
            "/api/openapi.json", page("openapi.json", "application/json"));

    private ApiDocs() {}

    static Optional<HttpResponse> get(HttpRequest request) {
        return Optional.ofNullable(PAGES.get(request.path()));
    }

    private static HttpResponse page(String name, String type) {
        try (InputStream in = Objects.requireNonNull(ApiDocs.class.getResourceAsStream("/api/" + name))) {
            return new HttpResponse(200, Map.of("Content-Type", type), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
