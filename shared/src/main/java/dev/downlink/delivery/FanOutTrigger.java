package dev.downlink.delivery;

/** Has a worker run a task soon, elsewhere. Returns when the task is accepted: from then on it is retried until done. */
public interface FanOutTrigger {
    void start(FanOutTask task);
}
