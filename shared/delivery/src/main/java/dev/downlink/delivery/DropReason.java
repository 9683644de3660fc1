package dev.downlink.delivery;

import dev.downlink.delivery.post.PostResult;

/** Why a connection does not get a publication without history. */
enum DropReason {
    /** It does not accept its frames in time: this one, or one before. */
    SLOW,
    /** The delivery ended before its turn came. */
    LATE,
    /** API Gateway refused the post: 429. */
    THROTTLED,
    /** API Gateway refused the caller: 401, 403, 404. */
    REFUSED,
    /** A 5xx, or no answer. */
    FAILED,
    /** The publication is older than {@code delivery.max-age}. */
    OLD;

    /** Why what comes after this post is not sent. */
    static DropReason after(PostResult result) {
        return switch (result) {
            case PostResult.Delivered delivered -> LATE;
            case PostResult.Gone gone -> LATE;
            case PostResult.Throttled throttled -> THROTTLED;
            case PostResult.Refused refused -> REFUSED;
            case PostResult.InvalidFrame invalid -> FAILED;
            case PostResult.Failed failed -> FAILED;
        };
    }
}
