package dev.downlink.local.gateway.websocket;

import dev.downlink.local.aws.http.HttpResponse;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A channel between the request to upgrade and the answer. Keeps what the client sends in between for the frame decoder. All
 * methods belong to the channel's event loop.
 */
final class PendingUpgrade extends ChannelInboundHandlerAdapter {

    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Channel channel;
    private final String key;
    private final Queue<Object> early = new ArrayDeque<>();

    private PendingUpgrade(Channel channel, String key) {
        this.channel = channel;
        this.key = key;
    }

    /** Removes all HTTP handlers from the pipeline and stops reading. */
    static PendingUpgrade of(Channel channel, String key) {
        PendingUpgrade pending = new PendingUpgrade(channel, key);
        ChannelPipeline pipeline = channel.pipeline();
        List<ChannelHandler> http = new ArrayList<>(pipeline.toMap().values());
        pipeline.addLast(new HttpResponseEncoder(), pending);
        channel.config().setAutoRead(false);
        // From the end, because the codec, at the front, passes on what it has read but not decoded when it leaves.
        http.reversed().forEach(pipeline::remove);
        return pending;
    }

    Channel channel() {
        return channel;
    }

    void refuse(int status, String body) {
        FullHttpResponse response = HttpResponse.json(status, body).toNetty();
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        channel.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    /** Answers 101 and installs the handlers, which receive the kept bytes first. */
    void accept(@Nullable String subprotocol, ChannelHandler... handlers) {
        ChannelPipeline pipeline = channel.pipeline();
        channel.writeAndFlush(switching(subprotocol)).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        pipeline.remove(HttpResponseEncoder.class);
        pipeline.addLast(handlers);
        pipeline.remove(this);
        channel.config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        early.add(bytes);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        early.forEach(context::fireChannelRead);
        context.fireChannelReadComplete();
    }

    private FullHttpResponse switching(@Nullable String subprotocol) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, acceptKey());
        if (subprotocol != null) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, subprotocol);
        }
        return response;
    }

    private String acceptKey() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
