package dev.downlink.probeservice;

import io.micronaut.json.tree.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A client's WebSocket, one step after the other. */
final class ProbeSocket implements AutoCloseable {

    private final WebSocket socket;
    private final Inbox inbox;
    private final Duration timeout;

    private ProbeSocket(WebSocket socket, Inbox inbox, Duration timeout) {
        this.socket = socket;
        this.inbox = inbox;
        this.timeout = timeout;
    }

    /**
     * @param timeout of each step
     * @throws ProbeFailedException if the connection is refused
     */
    static ProbeSocket open(HttpClient http, URI url, Inbox inbox, Duration timeout) {
        WebSocket socket = done(
                "open " + url,
                http.newWebSocketBuilder().connectTimeout(timeout).buildAsync(url, inbox),
                timeout);
        return new ProbeSocket(socket, inbox, timeout);
    }

    void send(String frame) {
        done("send", socket.sendText(frame, true), timeout);
    }

    /** @throws ProbeFailedException also if the reply is an error */
    void awaitReply(String command, int id) {
        JsonNode reply = await(
                        "the reply to " + command,
                        frame -> FrameReader.find(frame, "id")
                                .filter(JsonNode::isNumber)
                                .map(JsonNode::getIntValue)
                                .filter(answered -> answered == id)
                                .isPresent())
                .frame();
        FrameReader.find(reply, "error", "code").ifPresent(code -> {
            throw new ProbeFailedException("%s: answered with error %s".formatted(command, code.coerceStringValue()));
        });
    }

    Inbox.Received await(String what, Predicate<JsonNode> wanted) {
        return inbox.await(what, wanted, timeout);
    }

    /** Returns at once. */
    @Override
    public void close() {
        var ignored = socket.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((sent, failure) -> socket.abort());
    }

    private static WebSocket done(String step, CompletableFuture<WebSocket> future, Duration timeout) {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ProbeFailedException(step + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeFailedException(step + ": interrupted", e);
        }
    }
}
