package dev.downlink.concurrent;

/** Makes an event loop for each run of some work. */
public interface EventLoops {
    EventLoop create();
}
