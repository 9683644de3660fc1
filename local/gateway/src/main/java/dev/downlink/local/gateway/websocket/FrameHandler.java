package dev.downlink.local.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Assembles messages from a client's frames, answers pings and closes, and ends a connection that violates the protocol. */
final class FrameHandler extends SimpleChannelInboundHandler<WebSocketFrame> {

    private final Connection connection;
    private final BiConsumer<Connection, String> onMessage;

    /** The frames received of an incomplete message. */
    private @Nullable ByteBuf partial;

    FrameHandler(Connection connection, BiConsumer<Connection, String> onMessage) {
        this.connection = connection;
        this.onMessage = onMessage;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            closed(context, close);
        } else if (connection.hasEnded()) {
            return;
        } else if (frame instanceof TextWebSocketFrame || frame instanceof ContinuationWebSocketFrame) {
            connection.touch();
            append(context, frame);
        } else if (frame instanceof BinaryWebSocketFrame) {
            connection.close(Ending.BINARY);
        } else if (frame instanceof PingWebSocketFrame) {
            // Reports about AWS conflict on whether a ping restarts the idle timeout: here it does not.
            context.writeAndFlush(new PongWebSocketFrame(frame.content().retain()))
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    private void append(ChannelHandlerContext context, WebSocketFrame frame) {
        if (partial == null && frame.isFinalFragment()) {
            deliver(frame.content());
            return;
        }
        ByteBuf message = partial == null ? context.alloc().buffer() : partial;
        partial = message;
        if (message.readableBytes() + frame.content().readableBytes() > Frames.MAX_MESSAGE_BYTES) {
            forget();
            connection.close(Ending.MESSAGE_TOO_BIG);
            return;
        }
        message.writeBytes(frame.content());
        if (frame.isFinalFragment()) {
            deliver(message);
            forget();
        }
    }

    private void deliver(ByteBuf message) {
        ByteBuffer bytes = message.nioBuffer();
        try {
            // A new decoder reports malformed input, where a String would replace it.
            onMessage.accept(
                    connection,
                    StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            connection.close(Ending.NOT_UTF8);
        }
    }

    private void closed(ChannelHandlerContext context, CloseWebSocketFrame frame) {
        if (connection.end(Ending.byClient(frame))) {
            context.writeAndFlush(frame.retain()).addListener(ChannelFutureListener.CLOSE);
        } else {
            ChannelFuture unused = context.close();
        }
    }

    private void forget() {
        if (partial != null) {
            partial.release();
            partial = null;
        }
    }

    /** Stops reading from a client that does not read what it is sent. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        forget();
        connection.end(Ending.DROPPED);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException violation) {
            connection.close(Ending.byViolation(violation.closeStatus()));
        } else {
            ChannelFuture unused = context.close();
        }
    }
}
