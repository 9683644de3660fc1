package dev.downlink.local.gateway.websocket;

import dev.downlink.local.aws.http.HttpResponse;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Collects the bodies of requests within the limits of the WebSocket API and the HTTP API, and refuses longer ones. */
final class StageAggregator extends HttpObjectAggregator {

    /** 10 MB: the HTTP API's payload limit. */
    private static final int MAX_HTTP_BODY_BYTES = 10 * 1024 * 1024;

    private final Target.Parser targets;

    StageAggregator(Target.Parser targets) {
        super(MAX_HTTP_BODY_BYTES);
        this.targets = targets;
    }

    @Override
    protected boolean isContentLengthInvalid(HttpMessage start, int maxContentLength) {
        return super.isContentLengthInvalid(start, limit(start));
    }

    @Override
    protected Object newContinueResponse(HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
        Object response = super.newContinueResponse(start, limit(start), pipeline);
        return response instanceof FullHttpResponse refusal
                        && refusal.status().equals(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE)
                ? tooLarge(start)
                : response;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        context.writeAndFlush(tooLarge(oversized)).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    private int limit(HttpMessage message) {
        return targets.parse((HttpRequest) message) instanceof Target.Managed
                ? Frames.MAX_MESSAGE_BYTES
                : MAX_HTTP_BODY_BYTES;
    }

    private FullHttpResponse tooLarge(HttpMessage message) {
        HttpResponse response = targets.parse((HttpRequest) message) instanceof Target.Managed managed
                ? ManagementApi.tooLarge(managed.connectionId()).toRest()
                : HttpResponse.message(413, "Request Entity Too Large");
        return response.toNetty();
    }
}
