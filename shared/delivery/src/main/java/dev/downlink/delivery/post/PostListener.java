package dev.downlink.delivery.post;

/** Learns what becomes of the posts of a {@link PostDispatcher}, on its event loop's thread. */
public interface PostListener<T> {

    /** The connection did not accept its frames in time; do not wait for it. It is completed later. */
    void late(PendingPosts<T> posts);

    /** Called once for all posts that were added and not withdrawn. */
    void completed(PendingPosts<T> posts, DeliveryOutcome outcome);
}
