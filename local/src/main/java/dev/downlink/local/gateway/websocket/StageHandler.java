package dev.downlink.local.gateway.websocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;

/** Serves the requests of the WebSocket API and passes all others on. */
final class StageHandler extends ChannelInboundHandlerAdapter {

    private final Target.Parser targets;
    private final Handshakes handshakes;
    private final ManagementCalls management;

    StageHandler(Target.Parser targets, Handshakes handshakes, ManagementCalls management) {
        this.targets = targets;
        this.handshakes = handshakes;
        this.management = management;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof FullHttpRequest request)) {
            context.fireChannelRead(message);
            return;
        }
        switch (targets.parse(request)) {
            case Target.Elsewhere ignored -> {
                context.fireChannelRead(message);
                return;
            }
            case Target.Managed managed -> management.serve(context, managed.connectionId(), request);
            case Target.Unknown ignored -> Answers.write(context, request, Answers.forbidden());
            case Target.Socket ignored -> socket(context, request);
        }
        request.release();
    }

    private void socket(ChannelHandlerContext context, FullHttpRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            Answers.write(context, request, Answers.forbidden());
        } else if (!Target.wantsWebSocket(request.headers())) {
            Answers.write(context, request, upgradeRequired());
        } else {
            handshakes.begin(context, request);
        }
    }

    private static FullHttpResponse upgradeRequired() {
        FullHttpResponse response = Answers.json(426, "{\"message\":\"Upgrade Required\"}");
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        return response;
    }
}
