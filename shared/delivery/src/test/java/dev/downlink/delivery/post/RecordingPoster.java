package dev.downlink.delivery.post;

import dev.downlink.connection.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Keeps what each connection received, and answers as told. */
public final class RecordingPoster implements ConnectionPoster {

    private final Map<ConnectionId, List<String>> received = new HashMap<>();
    private final Map<ConnectionId, Deque<PostResult>> scripted = new HashMap<>();
    private final Map<ConnectionId, PostResult> always = new HashMap<>();
    private final Deque<PostResult> closes = new ArrayDeque<>();
    private final List<ConnectionId> closed = new ArrayList<>();

    @Override
    public synchronized CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
        @Nullable Deque<PostResult> script = scripted.get(connection);
        @Nullable PostResult next = script == null ? null : script.poll();
        PostResult result = next != null ? next : always.getOrDefault(connection, new PostResult.Delivered());
        if (result instanceof PostResult.Delivered) {
            received.computeIfAbsent(connection, id -> new ArrayList<>())
                    .add(new String(frame.bytes(), StandardCharsets.UTF_8));
        }
        return CompletableFuture.completedFuture(result);
    }

    @Override
    public synchronized CompletionStage<PostResult> close(ConnectionId connection) {
        @Nullable PostResult next = closes.poll();
        PostResult result = next != null ? next : new PostResult.Delivered();
        if (result instanceof PostResult.Delivered) {
            closed.add(connection);
        }
        return CompletableFuture.completedFuture(result);
    }

    /** The next posts to the connection end like this; later ones as before. */
    public synchronized void answer(ConnectionId connection, PostResult... results) {
        scripted.computeIfAbsent(connection, id -> new ArrayDeque<>()).addAll(List.of(results));
    }

    /** The next closes end like this; later ones succeed. */
    public synchronized void answerClose(PostResult... results) {
        closes.addAll(List.of(results));
    }

    /** Every post to the connection ends like this from now on. */
    public synchronized void alwaysAnswer(ConnectionId connection, PostResult result) {
        always.put(connection, result);
    }

    /** The text frames that the connection received, in order. */
    public synchronized List<String> received(ConnectionId connection) {
        return List.copyOf(received.getOrDefault(connection, List.of()));
    }

    public synchronized List<ConnectionId> closed() {
        return List.copyOf(closed);
    }
}
