package dev.downlink.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the subscribers of one shard of a channel.
 *
 * @param subscriptions in the order of their connection ids; expired ones are left out, so there may be none
 * @param next where the next page continues; null if this is the last page
 */
public record SubscriberPage(
        List<Subscription> subscriptions, @Nullable ConnectionId next) {

    public SubscriberPage {
        subscriptions = List.copyOf(subscriptions);
    }

    /** Whether no further page follows. */
    public boolean last() {
        return next == null;
    }
}
