package dev.downlink.schedulerservice.beat;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.DeliveryRefusedException;
import dev.downlink.delivery.post.PostResult;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the calls of a run ended. Belongs to the run's thread. */
final class BeatTally {

    private final Set<ConnectionId> gone = new LinkedHashSet<>();
    private int beats;
    private int reconnects;
    private int failed;
    private PostResult.@Nullable Refused refusal;

    void beat(ConnectionId connection, PostResult result) {
        switch (result) {
            case PostResult.Delivered delivered -> beats++;
            case PostResult.Gone closed -> gone.add(connection);
            case PostResult.Refused refused -> refusal = refused;
            case PostResult.Throttled throttled -> failed++;
            case PostResult.InvalidFrame invalid -> failed++;
            case PostResult.Failed lost -> failed++;
        }
    }

    void gone(ConnectionId connection) {
        gone.add(connection);
    }

    void reconnect(boolean ended) {
        if (ended) {
            reconnects++;
        } else {
            failed++;
        }
    }

    void failed() {
        failed++;
    }

    Set<ConnectionId> gone() {
        return gone;
    }

    /** @throws DeliveryRefusedException if API Gateway refused the caller: no connection can be kept open */
    BeatResult result(int postponed) {
        if (refusal != null) {
            throw new DeliveryRefusedException(refusal.status(), refusal.reason());
        }
        return new BeatResult(beats, reconnects, gone.size(), failed, postponed);
    }
}
