package dev.downlink.http;

import dev.downlink.time.Moment;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Connects a channel and completes its handshake, each step of it within a time limit. */
final class Establishment {

    private final SocketChannel channel;
    private final Transport transport;
    private final Duration timeout;
    private boolean connected;
    private boolean done;
    private long deadlineNanos;

    Establishment(SocketChannel channel, Transport transport, Duration timeout) {
        this.channel = channel;
        this.transport = transport;
        this.timeout = timeout;
        restartTimer();
    }

    /** Advances as far as the channel allows. */
    void advance() throws IOException {
        if (!connected) {
            connected = channel.finishConnect();
        }
        if (connected) {
            done = transport.handshake();
            restartTimer();
        }
    }

    /** Leaves out our own part of a handshake, which is slow in a cold process. */
    private void restartTimer() {
        deadlineNanos = System.nanoTime() + timeout.toNanos();
    }

    boolean isConnected() {
        return connected;
    }

    boolean isDone() {
        return done;
    }

    boolean isOverdue(Moment now) {
        return !done && now.nanos() - deadlineNanos >= 0;
    }
}
