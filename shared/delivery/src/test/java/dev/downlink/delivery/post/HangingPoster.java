package dev.downlink.delivery.post;

import dev.downlink.connection.ConnectionId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Leaves the first post to one connection without an answer until it is told how it ends. */
public final class HangingPoster implements ConnectionPoster {

    private final ConnectionPoster poster;
    private final ConnectionId hanging;
    private final AtomicInteger posts = new AtomicInteger();
    private final CompletableFuture<PostResult> end = new CompletableFuture<>();

    public HangingPoster(ConnectionPoster poster, ConnectionId hanging) {
        this.poster = poster;
        this.hanging = hanging;
    }

    @Override
    public CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
        if (!connection.equals(hanging) || posts.getAndIncrement() > 0) {
            return poster.post(connection, frame);
        }
        return end.thenCompose(result -> result instanceof PostResult.Delivered
                ? poster.post(connection, frame)
                : CompletableFuture.completedFuture(result));
    }

    @Override
    public CompletionStage<PostResult> close(ConnectionId connection) {
        return poster.close(connection);
    }

    public int posts() {
        return posts.get();
    }

    public void end(PostResult result) {
        end.complete(result);
    }
}
