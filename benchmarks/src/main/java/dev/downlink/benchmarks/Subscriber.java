package dev.downlink.benchmarks;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A plain WebSocket client that hands on each whole text message as it arrives. */
final class Subscriber implements WebSocket.Listener, AutoCloseable {

    private final Consumer<String> messages;
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    private Subscriber(URI uri, Consumer<String> messages) {
        this.messages = messages;
        this.socket = Downlink.HTTP.newWebSocketBuilder().buildAsync(uri, this).join();
    }

    static Subscriber open(URI uri, Consumer<String> messages) {
        return new Subscriber(uri, messages);
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.accept(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
