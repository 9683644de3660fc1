package dev.downlink.local.gateway.websocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;

/** Takes handshakes of the stage out of the HTTP pipeline and passes all other requests on. */
final class UpgradeHandler extends ChannelInboundHandlerAdapter {

    private final Target.Parser targets;
    private final Handshakes handshakes;

    UpgradeHandler(Target.Parser targets, Handshakes handshakes) {
        this.targets = targets;
        this.handshakes = handshakes;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof FullHttpRequest request && isHandshake(request)) {
            handshakes.begin(context, request);
            request.release();
        } else {
            context.fireChannelRead(message);
        }
    }

    private boolean isHandshake(FullHttpRequest request) {
        return request.method().equals(HttpMethod.GET)
                && Target.wantsWebSocket(request.headers())
                && targets.parse(request) instanceof Target.Socket;
    }
}
