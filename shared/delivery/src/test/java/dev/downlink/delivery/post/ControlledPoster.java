package dev.downlink.delivery.post;

import dev.downlink.connection.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Leaves every post on its way until the test lets it arrive. */
public final class ControlledPoster implements ConnectionPoster {

    private final List<Post> onTheirWay = new ArrayList<>();

    public record Post(ConnectionId connection, String frame, CompletableFuture<PostResult> result) {}

    @Override
    public synchronized CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
        Post post = new Post(connection, new String(frame.bytes(), StandardCharsets.UTF_8), new CompletableFuture<>());
        onTheirWay.add(post);
        return post.result();
    }

    @Override
    public CompletionStage<PostResult> close(ConnectionId connection) {
        return CompletableFuture.completedFuture(new PostResult.Delivered());
    }

    public synchronized List<Post> onTheirWay() {
        return List.copyOf(onTheirWay);
    }

    public synchronized void arrive(Post post, PostResult result) {
        onTheirWay.remove(post);
        post.result().complete(result);
    }
}
