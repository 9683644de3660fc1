package dev.downlink.local.gateway.websocket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.downlink.local.gateway.integration.QueryString;
import dev.downlink.local.gateway.integration.RequestStamp;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the three events of a connection's life as JSON. */
final class SocketEvents {

    private static final ObjectWriter JSON = JsonMapper.builder().build().writerFor(SocketEvent.class);

    private final String stage;
    private final String apiId;

    SocketEvents(WebSocketSettings settings) {
        this.stage = settings.stage();
        this.apiId = settings.apiId();
    }

    byte[] connect(ConnectionId id, Client client, String uri, HttpHeaders headers, int port, RequestStamp stamp) {
        Map<String, List<String>> allHeaders = headers(client, headers, port, stamp);
        Map<String, List<String>> query = QueryString.of(uri, true);
        boolean queried = !query.isEmpty();
        return json(new SocketEvent(
                lastValues(allHeaders),
                allHeaders,
                queried ? lastValues(query) : null,
                queried ? query : null,
                context("$connect", null, "CONNECT", null, id, client, stamp.at(), stamp),
                null,
                false));
    }

    byte[] message(Connection connection, String routeKey, String body, RequestStamp stamp) {
        return json(new SocketEvent(
                null,
                null,
                null,
                null,
                context(
                        routeKey,
                        RequestStamp.nextId(),
                        "MESSAGE",
                        null,
                        connection.id(),
                        connection.client(),
                        connection.connectedAt(),
                        stamp),
                body,
                false));
    }

    byte[] disconnect(Connection connection, Ending ending, RequestStamp stamp) {
        Map<String, String> headers = new TreeMap<>(
                Map.of("Host", connection.client().host(), "x-api-key", "", "X-Forwarded-For", "", "x-restapi", ""));
        Map<String, List<String>> multiValueHeaders = new TreeMap<>();
        headers.forEach((name, value) -> multiValueHeaders.put(name, List.of(value)));
        return json(new SocketEvent(
                headers,
                multiValueHeaders,
                null,
                null,
                context(
                        "$disconnect",
                        null,
                        "DISCONNECT",
                        ending,
                        connection.id(),
                        connection.client(),
                        connection.connectedAt(),
                        stamp),
                null,
                false));
    }

    private SocketEvent.Context context(
            String routeKey,
            @Nullable String messageId,
            String eventType,
            @Nullable Ending ending,
            ConnectionId id,
            Client client,
            Instant connectedAt,
            RequestStamp stamp) {
        return new SocketEvent.Context(
                routeKey,
                messageId,
                eventType,
                ending == null ? null : ending.code(),
                ending == null ? null : ending.reason(),
                stamp.requestId(),
                stamp.time(),
                "IN",
                stage,
                connectedAt.toEpochMilli(),
                stamp.epochMillis(),
                SocketEvent.Identity.of(client),
                stamp.requestId(),
                client.domainName(),
                id.value(),
                apiId);
    }

    /** The client's headers in its own casing, without those of the upgrade itself, and those a proxy adds. */
    private static Map<String, List<String>> headers(Client client, HttpHeaders headers, int port, RequestStamp stamp) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(header ->
                all.computeIfAbsent(header.getKey(), name -> new ArrayList<>()).add(header.getValue()));
        all.remove(HttpHeaderNames.CONNECTION.toString());
        all.remove(HttpHeaderNames.UPGRADE.toString());
        all.remove(HttpHeaderNames.CONTENT_LENGTH.toString());
        all.put("X-Amzn-Trace-Id", List.of(stamp.traceHeader()));
        all.put("X-Forwarded-For", List.of(client.sourceIp()));
        all.put("X-Forwarded-Port", List.of(Integer.toString(port)));
        all.put("X-Forwarded-Proto", List.of("http"));
        return all;
    }

    private static Map<String, String> lastValues(Map<String, List<String>> values) {
        Map<String, String> last = new TreeMap<>();
        values.forEach((name, all) -> last.put(name, all.getLast()));
        return last;
    }

    private static byte[] json(SocketEvent event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
