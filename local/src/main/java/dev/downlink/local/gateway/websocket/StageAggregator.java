package dev.downlink.local.gateway.websocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Collects the bodies of requests to the WebSocket API and lets all others pass as they come. */
final class StageAggregator extends HttpObjectAggregator {

    private final Target.Parser targets;

    StageAggregator(Target.Parser targets) {
        super(Frames.MAX_MESSAGE_BYTES);
        this.targets = targets;
    }

    @Override
    public boolean acceptInboundMessage(Object message) throws Exception {
        return super.acceptInboundMessage(message)
                && !(message instanceof HttpRequest request && targets.parse(request) instanceof Target.Elsewhere);
    }

    @Override
    protected Object newContinueResponse(HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
        Object response = super.newContinueResponse(start, maxContentLength, pipeline);
        return response instanceof HttpResponse refusal
                        && refusal.status().equals(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE)
                ? tooLarge(start)
                : response;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        Answers.write(context, (HttpRequest) oversized, tooLarge(oversized));
    }

    private FullHttpResponse tooLarge(HttpMessage message) {
        Target target = targets.parse((HttpRequest) message);
        return ManagementApi.tooLarge(target instanceof Target.Managed managed ? managed.connectionId() : "");
    }
}
