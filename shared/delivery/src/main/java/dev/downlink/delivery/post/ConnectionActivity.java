package dev.downlink.delivery.post;

import dev.downlink.connection.ConnectionId;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Asks API Gateway when a connection last sent or received something. */
public interface ConnectionActivity {

    /** The answer about one connection. */
    sealed interface Activity {

        /** The connection is open. */
        record Open(Instant lastActiveAt) implements Activity {}

        /** 410: the connection no longer exists. */
        record Gone() implements Activity {}

        /** API Gateway did not answer the question. */
        record Unknown(PostResult result) implements Activity {}
    }

    /** The stage always completes with a result, never exceptionally. */
    CompletionStage<Activity> find(ConnectionId connection);
}
