package dev.downlink.api;

import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.References;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Accepts requests with the API key, or the one before it, in {@code X-API-Key} or {@code Authorization: apikey <key>}. Without
 * a key in the rules every request is refused; in insecure mode every request is accepted.
 */
@ServerFilter("/api/**")
final class ApiKeyFilter {

    private static final Pattern AUTHORIZATION = Pattern.compile("apikey\\s+(\\S+)", Pattern.CASE_INSENSITIVE);

    private final boolean open;
    private final List<byte[]> keys;

    ApiKeyFilter(ChannelRules rules, References references) {
        open = rules.insecure();
        keys = open
                ? List.of()
                : Stream.of(rules.apiKey(), rules.apiPreviousKey())
                        .flatMap(Stream::ofNullable)
                        .map(reference -> bytes(references.resolve(reference)))
                        .toList();
    }

    /** @return the refusal; null to continue */
    @RequestFilter
    @Nullable
    HttpResponse<?> check(HttpRequest<?> request) {
        return open || presented(request).filter(this::isKey).isPresent()
                ? null
                : HttpResponse.status(HttpStatus.UNAUTHORIZED);
    }

    private static Optional<String> presented(HttpRequest<?> request) {
        return request.getHeaders()
                .findFirst("X-API-Key")
                .filter(value -> !value.isEmpty())
                .or(() -> request.getHeaders()
                        .findFirst("Authorization")
                        .map(value -> AUTHORIZATION.matcher(value.strip()))
                        .filter(Matcher::matches)
                        .map(matcher -> matcher.group(1)));
    }

    private boolean isKey(String presented) {
        return keys.stream().anyMatch(key -> MessageDigest.isEqual(key, bytes(presented)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
