package dev.downlink.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A plain WebSocket client, as anybody would write it: text out, JSON objects in. */
final class SocketClient implements AutoCloseable, WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Long enough for the first start of a function on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    private SocketClient(URI uri) {
        socket = HTTP.newWebSocketBuilder().buildAsync(uri, this).join();
    }

    static SocketClient connect(URI uri) {
        return new SocketClient(uri);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            partial.toString().lines().forEach(line -> received.add(parse(line)));
            partial.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    SocketClient send(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** The next object that fits; what comes before it is dropped. */
    JsonNode await(Predicate<JsonNode> wanted) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        List<JsonNode> others = new ArrayList<>();
        while (true) {
            JsonNode next = poll(until - System.nanoTime());
            assertThat(next).as("what is awaited, after %s", others).isNotNull();
            if (wanted.test(next)) {
                return next;
            }
            others.add(next);
        }
    }

    JsonNode awaitType(String type) {
        return await(frame -> frame.path("type").asText().equals(type));
    }

    JsonNode awaitPublication(String channel) {
        return await(frame -> frame.path("type").asText().equals("publication")
                && frame.path("channel").asText().equals(channel));
    }

    /** Answers a ping only after all that was sent before it, so a quiet channel can be told from a slow one. */
    List<JsonNode> receivedUntilPong() {
        List<JsonNode> before = new ArrayList<>();
        send("{\"action\":\"ping\"}");
        await(frame -> {
            boolean pong = frame.path("type").asText().equals("pong");
            if (!pong) {
                before.add(frame);
            }
            return pong;
        });
        return before;
    }

    /** Drops the TCP connection without a close frame. */
    void vanish() {
        socket.abort();
    }

    int awaitClose() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private JsonNode poll(long nanos) {
        try {
            return received.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + line, e);
        }
    }
}
