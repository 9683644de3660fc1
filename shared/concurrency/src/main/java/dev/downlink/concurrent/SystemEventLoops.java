package dev.downlink.concurrent;

import jakarta.inject.Singleton;

/** Event loops in real time. */
@Singleton
public final class SystemEventLoops implements EventLoops {

    @Override
    public EventLoop create() {
        return new SystemEventLoop();
    }
}
