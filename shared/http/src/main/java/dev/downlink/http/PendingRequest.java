package dev.downlink.http;

import dev.downlink.time.Moment;

/** An exchange that has not ended, since when it is under way, and until when it may be. */
record PendingRequest(HttpExchange exchange, Moment sentAt, long deadlineNanos, boolean isRetry) {

    boolean isOverdue(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    boolean isRepeatable() {
        return !isRetry && exchange.isRepeatable();
    }

    PendingRequest retry() {
        return new PendingRequest(exchange, sentAt, deadlineNanos, true);
    }
}
