package dev.downlink.delivery.post;

import dev.downlink.connection.ConnectionId;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets something else happen just before the first post. */
public final class InterruptingPoster implements ConnectionPoster {

    private final ConnectionPoster poster;
    private final Runnable first;
    private final AtomicBoolean done = new AtomicBoolean();

    public InterruptingPoster(ConnectionPoster poster, Runnable first) {
        this.poster = poster;
        this.first = first;
    }

    @Override
    public CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
        if (done.compareAndSet(false, true)) {
            first.run();
        }
        return poster.post(connection, frame);
    }

    @Override
    public CompletionStage<PostResult> close(ConnectionId connection) {
        return poster.close(connection);
    }
}
