package dev.downlink.session;

import dev.downlink.concurrent.EventLoop;
import dev.downlink.concurrent.EventLoops;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.time.Backoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts the replies to a frame, in place of returning them: only then it is known when API Gateway has accepted them, and that
 * it sends nothing before them that is posted after them.
 */
final class ReplyPoster {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyPoster.class);

    private static final int ATTEMPTS = 4;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofMillis(400));

    private final ConnectionPoster poster;
    private final EventLoops loops;
    private final ParallelExecutor parallel;

    ReplyPoster(ConnectionPoster poster, EventLoops loops, ParallelExecutor parallel) {
        this.poster = poster;
        this.loops = loops;
        this.parallel = parallel;
    }

    /**
     * Posts the replies, and runs what follows.
     *
     * @return false if they were not accepted for certain, and nothing was run
     */
    boolean post(ConnectionId connection, String replies, List<Runnable> onAccepted) {
        PostResult result = post(connection, new Frame(replies.getBytes(StandardCharsets.UTF_8), false));
        if (!(result instanceof PostResult.Delivered)) {
            LOG.warn("cannot post the replies to {}, returning them instead: {}", connection, result);
            return false;
        }
        parallel.each(onAccepted, action -> run(connection, action));
        return true;
    }

    /** Only what was certainly not accepted is posted again. */
    private PostResult post(ConnectionId connection, Frame frame) {
        EventLoop loop = loops.create();
        PostResult result =
                ParallelExecutor.result(poster.post(connection, frame).toCompletableFuture());
        for (int attempt = 1; attempt < ATTEMPTS && result instanceof PostResult.Throttled; attempt++) {
            loop.run(BACKOFF.retryAt(loop.now(), attempt - 1, connection));
            result = ParallelExecutor.result(poster.post(connection, frame).toCompletableFuture());
        }
        return result;
    }

    private static void run(ConnectionId connection, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failed) {
            LOG.warn(
                    "a subscription of {} cannot be marked as joined; it ends with the next publication",
                    connection,
                    failed);
        }
    }
}
