package dev.downlink.delivery.post;

import dev.downlink.connection.ConnectionId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Sends a frame to a connection through the @connections API. It tries once; retries are the caller's. */
public interface ConnectionPoster {

    /** A post has its result by then. It may still be accepted later, when a client's answer was slow. */
    Duration LONGEST_POST = Duration.ofMillis(2500);

    /** The stage always completes with a result, never exceptionally. Posts to one connection are the caller's to order. */
    CompletionStage<PostResult> post(ConnectionId connection, Frame frame);

    /** Closes the connection (code 1000). */
    CompletionStage<PostResult> close(ConnectionId connection);
}
