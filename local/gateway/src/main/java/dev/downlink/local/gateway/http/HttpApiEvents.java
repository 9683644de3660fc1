package dev.downlink.local.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.gateway.integration.QueryString;
import dev.downlink.local.gateway.integration.RequestStamp;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes requests as events. */
final class HttpApiEvents {

    private static final ObjectWriter JSON = JsonMapper.builder().build().writerFor(HttpApiEvent.class);

    private static final String ACCOUNT = "000000000000";
    private static final String API = "local";
    private static final String STAGE = "$default";

    private static final Pattern TEXT = Pattern.compile(
            "(?:text/.*|application/(?:.*\\+)?(?:json|xml|javascript))(?:;.*)?", Pattern.CASE_INSENSITIVE);

    private HttpApiEvents() {}

    static byte[] event(
            HttpRequest request, String path, HttpRoute route, Map<String, String> pathParameters, RequestStamp stamp) {
        Map<String, String> headers = headers(request, stamp);
        List<String> cookies = cookies(Optional.ofNullable(headers.remove("cookie")));
        Map<String, String> query = new TreeMap<>();
        QueryString.of(request.rawQuery(), false).forEach((name, values) -> query.put(name, String.join(",", values)));
        Optional<String> text = text(request.body(), headers.get("content-type"));
        String host = headers.getOrDefault("host", "localhost").replaceFirst(":\\d+$", "");
        return json(new HttpApiEvent(
                "2.0",
                route.key(),
                path,
                request.rawQuery(),
                cookies.isEmpty() ? null : cookies,
                headers,
                query.isEmpty() ? null : query,
                new HttpApiEvent.Context(
                        ACCOUNT,
                        API,
                        host,
                        host.replaceFirst("\\..*", ""),
                        new HttpApiEvent.Http(
                                request.method(),
                                path,
                                "HTTP/1.1",
                                request.remoteAddress(),
                                headers.getOrDefault("user-agent", "")),
                        stamp.requestId(),
                        route.key(),
                        STAGE,
                        stamp.time(),
                        stamp.epochMillis()),
                pathParameters.isEmpty() ? null : pathParameters,
                request.body().length == 0
                        ? null
                        : text.orElseGet(() -> Base64.getEncoder().encodeToString(request.body())),
                request.body().length > 0 && text.isEmpty()));
    }

    /** In lower case, values of one name joined, with those a proxy adds. */
    private static Map<String, String> headers(HttpRequest request, RequestStamp stamp) {
        Map<String, List<String>> values = new TreeMap<>();
        request.headers()
                .forEach(header -> values.computeIfAbsent(
                                header.getKey().toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                        .add(header.getValue()));
        Map<String, String> headers = new TreeMap<>();
        values.forEach((name, sent) -> headers.put(name, String.join(name.equals("cookie") ? "; " : ",", sent)));
        headers.put("content-length", Integer.toString(request.body().length));
        headers.put("x-amzn-trace-id", stamp.traceHeader());
        headers.put("x-forwarded-for", request.remoteAddress());
        headers.put("x-forwarded-port", Integer.toString(request.port()));
        headers.put("x-forwarded-proto", "http");
        return headers;
    }

    private static List<String> cookies(Optional<String> header) {
        return header.stream()
                .flatMap(value -> Arrays.stream(value.split(";")))
                .map(String::strip)
                .filter(cookie -> !cookie.isEmpty())
                .toList();
    }

    /** The body as text, unless its type or its bytes say that it is something else. */
    private static Optional<String> text(byte[] body, @Nullable String contentType) {
        if (contentType != null && !TEXT.matcher(contentType).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static byte[] json(HttpApiEvent event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
