package dev.downlink.local.gateway.websocket;

import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes open connections of accepted handshakes. */
final class Sockets {

    private static final WebSocketDecoderConfig FRAMES = WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(Frames.MAX_FRAME_BYTES)
            .expectMaskedFrames(true)
            .allowMaskMismatch(false)
            .allowExtensions(false)
            .closeOnProtocolViolation(false)
            .withUTF8Validator(false)
            .build();

    private final WebSocketSettings settings;
    private final Connections connections;
    private final Messages messages;
    private final Clock clock;

    Sockets(WebSocketSettings settings, Connections connections, Messages messages, Clock clock) {
        this.settings = settings;
        this.connections = connections;
        this.messages = messages;
        this.clock = clock;
    }

    /** Called on the channel's event loop. */
    void open(
            PendingUpgrade pending, @Nullable String subprotocol, ConnectionId id, Client client, Instant connectedAt) {
        Channel channel = pending.channel();
        int full = settings.outboundBufferBytes();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(full / 2, full));
        Connection connection = connections.open(id, client, connectedAt, channel);
        pending.accept(
                subprotocol,
                new WebSocket13FrameDecoder(FRAMES),
                new WebSocket13FrameEncoder(false),
                new FrameHandler(connection, messages::dispatch));
        Lifetime.watch(connection, channel, settings, clock);
        if (!channel.isActive()) {
            connection.end(Ending.DROPPED);
        }
        if (connections.areClosing()) {
            connection.close(Ending.GOING_AWAY);
        }
    }
}
