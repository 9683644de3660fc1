package dev.downlink.local.gateway.websocket;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends a connection that is idle or open for too long. */
final class Lifetime {

    private final Connection connection;
    private final Channel channel;
    private final Duration idleTimeout;
    private final Clock clock;
    private Future<?> idleCheck;

    private Lifetime(Connection connection, Channel channel, Duration idleTimeout, Clock clock) {
        this.connection = connection;
        this.channel = channel;
        this.idleTimeout = idleTimeout;
        this.clock = clock;
        this.idleCheck = after(idleTimeout, this::checkIdle);
    }

    /** Watches until the channel closes; called on its event loop. */
    static void watch(Connection connection, Channel channel, WebSocketSettings settings, Clock clock) {
        Lifetime lifetime = new Lifetime(connection, channel, settings.idleTimeout(), clock);
        Future<?> maximum = lifetime.after(settings.maximumDuration(), () -> connection.close(Ending.GOING_AWAY));
        channel.closeFuture().addListener(closed -> {
            lifetime.idleCheck.cancel(false);
            maximum.cancel(false);
        });
    }

    /** One timer per connection that looks when it fires is cheaper than one that every message resets. */
    private void checkIdle() {
        Duration idle = Duration.between(connection.lastActiveAt(), clock.instant());
        Duration left = idleTimeout.minus(idle);
        if (left.isPositive()) {
            idleCheck = after(left, this::checkIdle);
        } else {
            connection.close(Ending.GOING_AWAY);
        }
    }

    private Future<?> after(Duration delay, Runnable task) {
        return channel.eventLoop().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
