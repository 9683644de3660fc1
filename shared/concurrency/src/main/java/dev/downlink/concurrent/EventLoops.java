package dev.downlink.concurrent;

/** Creates event loops. */
public interface EventLoops {
    EventLoop create();
}
