package dev.downlink.local.aws.http;

import dev.downlink.local.aws.Tasks;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last handler of a pipeline: turns Netty's messages into {@link HttpRequest} and {@link HttpResponse} values. */
public final class HttpExchangeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpExchangeHandler.class);

    private final HttpHandler handler;

    public HttpExchangeHandler(HttpHandler handler) {
        this.handler = handler;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
        HttpRequest request = request(context, message);
        Tasks.logFailure(answer(request, message)
                .thenApply(Optional::of)
                .exceptionally(failure -> failed(request, failure))
                .thenAccept(response -> answer(context, response)));
    }

    /** The answer to a failure; empty if the connection is to be closed. */
    private static Optional<HttpResponse> failed(HttpRequest request, Throwable failure) {
        if (cause(failure) instanceof ClosedChannelException) {
            return Optional.empty();
        }
        LOG.error("{} {} failed; answering 500", request.method(), request.path(), failure);
        return Optional.of(HttpResponse.message(500, "Internal server error"));
    }

    private static void answer(ChannelHandlerContext context, Optional<HttpResponse> response) {
        if (response.isEmpty()) {
            ChannelFuture unused = context.close();
        } else {
            context.writeAndFlush(response.get().toNetty()).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    /** Closes a connection that was reset, or that does not speak HTTP. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("connection from {} failed; closing it", context.channel().remoteAddress(), cause);
        ChannelFuture unused = context.close();
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request, FullHttpRequest message) {
        if (message.decoderResult().isFailure()) {
            return CompletableFuture.completedFuture(HttpResponse.message(400, "Bad Request"));
        }
        try {
            return handler.handle(request);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static HttpRequest request(ChannelHandlerContext context, FullHttpRequest message) {
        String uri = message.uri();
        int query = uri.indexOf('?');
        return new HttpRequest(
                message.method().name(),
                query < 0 ? uri : uri.substring(0, query),
                query < 0 ? "" : uri.substring(query + 1),
                message.headers(),
                ByteBufUtil.getBytes(message.content()),
                ((InetSocketAddress) context.channel().remoteAddress())
                        .getAddress()
                        .getHostAddress(),
                ((InetSocketAddress) context.channel().localAddress()).getPort());
    }
}
