package dev.downlink.delivery;

import java.time.Instant;

/** Keeps how far each subscriber has come. */
interface DeliveryProgress {

    /** The subscriber has all of it. */
    void delivered(SubscriberUpdate update);

    /**
     * The subscriber did not accept all of it in time; a post to it is still in flight.
     *
     * @param count how many of the publications it has
     * @param postEndsAt when that post has ended for certain
     */
    void late(SubscriberUpdate update, int count, Instant postEndsAt);

    /**
     * The subscriber did not accept all of it, and no post is in flight any more.
     *
     * @param throttled whether that may be the account's quota, and not the connection
     */
    void failed(SubscriberUpdate update, int count, boolean throttled);

    /**
     * As {@link #failed}, but the last post may still be accepted.
     *
     * @param postedAt when it started
     */
    void unanswered(SubscriberUpdate update, int count, Instant postedAt);

    /**
     * The connection's handshake is still going on: it accepts nothing yet.
     *
     * @param count how many of the publications it has
     */
    void notOpenYet(SubscriberUpdate update, int count);

    /** The connection no longer exists. */
    void gone(SubscriberUpdate update);
}
