package dev.downlink.local.gateway.websocket;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request to the gateway's port is for. */
sealed interface Target {

    /** The stage: open a WebSocket. */
    record Socket() implements Target {}

    /** {@code @connections}, with the id as the client sent it, decoded. */
    record Managed(String connectionId) implements Target {}

    /** A path or a stage that the API does not have. */
    record Unknown() implements Target {}

    /** Not for the WebSocket API. */
    record Elsewhere() implements Target {}

    /** Tells targets apart by path and, outside the stage, by whether the client wants a WebSocket. */
    final class Parser {

        private final Pattern paths;

        Parser(String stage) {
            this.paths = Pattern.compile(
                    "/%s(?:(?<socket>/?)|/(?:@|%%40)connections/(?<id>[^/]*)|/.*)|(?<stageless>/(?:@|%%40)connections(?:/.*)?)"
                            .formatted(Pattern.quote(stage)));
        }

        Target parse(HttpRequest request) {
            return parse(path(request.uri()), request.headers());
        }

        Target parse(String requestPath, HttpHeaders headers) {
            Matcher path = paths.matcher(requestPath);
            if (!path.matches()) {
                return wantsWebSocket(headers) ? new Unknown() : new Elsewhere();
            }
            if (path.group("socket") != null) {
                return new Socket();
            }
            String id = path.group("id");
            return id == null ? new Unknown() : new Managed(decode(id));
        }

        /** What is not well encoded stays as it is, and is no valid id either. */
        private static String decode(String id) {
            try {
                return QueryStringDecoder.decodeComponent(id);
            } catch (IllegalArgumentException e) {
                return id;
            }
        }

        private static String path(String uri) {
            int query = uri.indexOf('?');
            return query < 0 ? uri : uri.substring(0, query);
        }
    }

    static boolean wantsWebSocket(HttpHeaders headers) {
        return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }
}
