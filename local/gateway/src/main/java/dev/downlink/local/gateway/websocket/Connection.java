package dev.downlink.local.gateway.websocket;

import dev.downlink.local.aws.Tasks;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** One open WebSocket. It ends once, whoever ends it, and any thread may send to it or end it. */
final class Connection {

    /** What became of a message to the client. */
    enum Sent {
        /** Handed to the network; not necessarily received. */
        ACCEPTED,
        GONE,
        BUFFER_FULL
    }

    /** How long a client may take to answer a close frame before its TCP connection is cut. */
    private static final Duration CLOSING_HANDSHAKE = Duration.ofSeconds(2);

    private final ConnectionId id;
    private final Client client;
    private final Instant connectedAt;
    private final Channel channel;
    private final Clock clock;
    private final BiConsumer<Connection, Ending> onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long lastActiveEpochMillis;

    Connection(
            ConnectionId id,
            Client client,
            Instant connectedAt,
            Channel channel,
            Clock clock,
            BiConsumer<Connection, Ending> onEnd) {
        this.id = id;
        this.client = client;
        this.connectedAt = connectedAt;
        this.channel = channel;
        this.clock = clock;
        this.onEnd = onEnd;
        this.lastActiveEpochMillis = clock.millis();
    }

    ConnectionId id() {
        return id;
    }

    Client client() {
        return client;
    }

    Instant connectedAt() {
        return connectedAt;
    }

    Instant lastActiveAt() {
        return Instant.ofEpochMilli(lastActiveEpochMillis);
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** Completes when the TCP connection is closed. */
    CompletableFuture<?> closed() {
        CompletableFuture<?> closed = new CompletableFuture<>();
        channel.closeFuture().addListener(future -> closed.complete(null));
        return closed;
    }

    /** ConnectionSubscriptions traffic, which puts off the idle timeout. */
    void touch() {
        lastActiveEpochMillis = clock.millis();
    }

    /** Sends one text message. The payload stays the caller's. */
    Sent send(ByteBuf payload) {
        if (hasEnded() || !channel.isActive()) {
            return Sent.GONE;
        }
        if (!channel.isWritable()) {
            return Sent.BUFFER_FULL;
        }
        touch();
        ChannelFuture unused = channel.writeAndFlush(Frames.text(channel.alloc(), payload), channel.voidPromise());
        return Sent.ACCEPTED;
    }

    /** Ends the connection with a close frame, unless it has ended already. */
    void close(Ending ending) {
        if (end(ending)) {
            channel.writeAndFlush(new CloseWebSocketFrame(ending.code(), ending.reason()))
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            // Closing the socket at once could reset it, and lose the close frame, while the client is still sending.
            Tasks.runAfter(channel.eventLoop(), CLOSING_HANDSHAKE, this::closeSocket);
        }
    }

    private void closeSocket() {
        ChannelFuture unused = channel.close();
    }

    /** Marks the connection as ended; false if it already was. */
    boolean end(Ending ending) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        onEnd.accept(this, ending);
        return true;
    }
}
