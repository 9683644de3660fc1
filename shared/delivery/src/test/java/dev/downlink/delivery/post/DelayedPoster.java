package dev.downlink.delivery.post;

import dev.downlink.connection.ConnectionId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Takes its time over each post. */
public record DelayedPoster(ConnectionPoster poster, Duration delay) implements ConnectionPoster {

    @Override
    public CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
        Executor later = CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(() -> poster.post(connection, frame), later)
                .thenCompose(result -> result);
    }

    @Override
    public CompletionStage<PostResult> close(ConnectionId connection) {
        return poster.close(connection);
    }
}
