package dev.downlink.local.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns Netty's messages into {@link HttpRequest} and {@link HttpResponse} values. */
final class HttpExchangeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpExchangeHandler.class);

    private final HttpHandler handler;

    HttpExchangeHandler(HttpHandler handler) {
        this.handler = handler;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
        HttpRequest request = request(context, message);
        answer(request)
                .exceptionally(failure -> {
                    LOG.error("{} {} failed", request.method(), request.path(), failure);
                    return HttpResponse.json(500, "{\"message\":\"Internal server error\"}");
                })
                .thenAccept(response -> context.writeAndFlush(message(response)));
    }

    /** A connection that was reset, or talks something else than HTTP. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("{} is closed", context.channel().remoteAddress(), cause);
        context.close();
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request) {
        try {
            return handler.handle(request);
        } catch (RuntimeException e) {
            return java.util.concurrent.CompletableFuture.failedFuture(e);
        }
    }

    private static HttpRequest request(ChannelHandlerContext context, FullHttpRequest message) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        message.headers()
                .names()
                .forEach(name -> headers.put(name, message.headers().getAll(name)));
        String uri = message.uri();
        int query = uri.indexOf('?');
        InetSocketAddress remote = (InetSocketAddress) context.channel().remoteAddress();
        return new HttpRequest(
                message.method().name(),
                query < 0 ? uri : uri.substring(0, query),
                query < 0 ? "" : uri.substring(query + 1),
                headers,
                ByteBufUtil.getBytes(message.content()),
                remote.getAddress().getHostAddress());
    }

    private static DefaultFullHttpResponse message(HttpResponse response) {
        var message = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(response.status()),
                Unpooled.wrappedBuffer(response.body()));
        response.headers().forEach((name, value) -> message.headers().set(name, value));
        message.headers().set(HttpHeaderNames.CONTENT_LENGTH, response.body().length);
        return message;
    }
}
