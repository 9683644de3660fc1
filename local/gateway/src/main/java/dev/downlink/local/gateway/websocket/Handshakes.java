package dev.downlink.local.gateway.websocket;

import dev.downlink.local.aws.http.HttpResponse;
import dev.downlink.local.gateway.integration.Integration;
import dev.downlink.local.gateway.integration.Integration.Outcome;
import dev.downlink.local.gateway.integration.RequestStamp;
import dev.downlink.local.gateway.integration.Throttle;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Decides, with the {@code $connect} function if there is one, who may connect. */
final class Handshakes {

    private static final String VERSION = "13";

    /** The decision about a handshake. */
    private sealed interface Verdict {

        record Accept(@Nullable String subprotocol) implements Verdict {}

        record Refuse(int status, String message) implements Verdict {}
    }

    private final SocketRoutes routes;
    private final Integration integration;
    private final SocketEvents events;
    private final Throttle newConnections;
    private final Throttle requests;
    private final Clock clock;
    private final Sockets sockets;

    Handshakes(
            SocketRoutes routes,
            Integration integration,
            SocketEvents events,
            Throttle newConnections,
            Throttle requests,
            Clock clock,
            Sockets sockets) {
        this.routes = routes;
        this.integration = integration;
        this.events = events;
        this.newConnections = newConnections;
        this.requests = requests;
        this.clock = clock;
        this.sockets = sockets;
    }

    /** Called on the channel's event loop with a request to upgrade. */
    void begin(ChannelHandlerContext context, FullHttpRequest request) {
        HttpHeaders headers = request.headers();
        String key = headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        if (key == null || !VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            context.writeAndFlush(badRequest()).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            return;
        }
        RequestStamp stamp = RequestStamp.next(clock);
        ConnectionId id = ConnectionId.next();
        InetSocketAddress remote = (InetSocketAddress) context.channel().remoteAddress();
        InetSocketAddress local = (InetSocketAddress) context.channel().localAddress();
        Client client = new Client(
                headers.get(HttpHeaderNames.HOST, "localhost"),
                remote.getAddress().getHostAddress(),
                headers.get(HttpHeaderNames.USER_AGENT));
        byte[] event;
        try {
            event = events.connect(id, client, request.uri(), headers, local.getPort(), stamp);
        } catch (IllegalArgumentException e) {
            // The query is not encoded correctly.
            context.writeAndFlush(badRequest()).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            return;
        }
        PendingUpgrade pending = PendingUpgrade.of(context.channel(), key);
        verdict(event)
                .thenAccept(verdict -> context.channel().eventLoop().execute(() -> {
                    switch (verdict) {
                        case Verdict.Accept accept ->
                            sockets.open(pending, accept.subprotocol(), id, client, stamp.at());
                        case Verdict.Refuse refuse ->
                            pending.refuse(
                                    refuse.status(),
                                    new Failure(refuse.message(), id.value(), stamp.requestId()).text());
                    }
                }));
    }

    private CompletionStage<Verdict> verdict(byte[] event) {
        if (!newConnections.tryAcquire() || !requests.tryAcquire()) {
            return CompletableFuture.completedStage(new Verdict.Refuse(429, Failure.TOO_MANY));
        }
        Optional<WebSocketRoute> route = routes.connect();
        if (route.isEmpty()) {
            return CompletableFuture.completedStage(new Verdict.Accept(null));
        }
        return integration.invoke(route.get().functionName(), event).thenApply(Handshakes::verdict);
    }

    private static Verdict verdict(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered ->
                ProxyResponse.parse(answered.payload())
                        .map(Handshakes::verdict)
                        .orElseGet(() -> new Verdict.Refuse(502, Failure.INTERNAL));
            case Outcome.Failed ignored -> new Verdict.Refuse(502, Failure.INTERNAL);
            case Outcome.Throttled ignored -> new Verdict.Refuse(502, Failure.INTERNAL);
            case Outcome.TimedOut ignored -> new Verdict.Refuse(504, Failure.TIMED_OUT);
        };
    }

    private static Verdict verdict(ProxyResponse response) {
        return response.successful()
                ? new Verdict.Accept(response.headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL.toString()))
                : new Verdict.Refuse(
                        response.statusCode(),
                        HttpResponseStatus.valueOf(response.statusCode()).reasonPhrase());
    }

    private static FullHttpResponse badRequest() {
        return HttpResponse.message(400, "Bad Request").toNetty();
    }
}
