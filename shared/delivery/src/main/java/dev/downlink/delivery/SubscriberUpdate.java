package dev.downlink.delivery;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import java.util.List;

/** What one subscriber is sent. */
sealed interface SubscriberUpdate {

    Subscription subscription();

    default ConnectionId connection() {
        return subscription().connection();
    }

    /**
     * Publications.
     *
     * @param after the subscriber has everything up to this offset
     */
    record Publications(Subscription subscription, long after, PublicationRange range) implements SubscriberUpdate {

        /** @param count how many of the range's publications the connection has now */
        long offsetAt(int count) {
            return count == 0 ? after : Math.max(after, range.offsetAt(count));
        }
    }

    /** Pushes that are not repeated: publications of channels without history, and who joined and left. */
    record LivePushes(Subscription subscription, List<EncodedPush> pushes) implements SubscriberUpdate {
        public LivePushes {
            pushes = List.copyOf(pushes);
        }
    }

    /** The news that its subscription has ended, since it missed publications that the history no longer has. */
    record EndOfSubscription(Subscription subscription) implements SubscriberUpdate {}
}
