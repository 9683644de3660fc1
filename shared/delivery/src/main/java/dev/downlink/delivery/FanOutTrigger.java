package dev.downlink.delivery;

/** Starts a worker elsewhere. Returns when the task is accepted: from then on it is retried until done. */
public interface FanOutTrigger {
    void start(FanOutTask task);
}
