package dev.downlink.local.gateway.websocket;

import dev.downlink.local.gateway.integration.Integration;
import dev.downlink.local.gateway.integration.Integration.Outcome;
import dev.downlink.local.gateway.integration.RequestStamp;
import dev.downlink.local.gateway.integration.Throttle;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/**
 * Takes each message to the function of its route and the answer back. Messages do not wait for one another, not even
 * those of one client.
 */
final class Messages {

    private final SocketRoutes routes;
    private final Integration integration;
    private final SocketEvents events;
    private final Throttle requests;
    private final Clock clock;

    Messages(SocketRoutes routes, Integration integration, SocketEvents events, Throttle requests, Clock clock) {
        this.routes = routes;
        this.integration = integration;
        this.events = events;
        this.requests = requests;
        this.clock = clock;
    }

    void dispatch(Connection connection, String body) {
        RequestStamp stamp = RequestStamp.next(clock);
        if (!requests.tryAcquire()) {
            fail(connection, Failure.TOO_MANY, stamp);
            return;
        }
        routes.forMessage(body)
                .ifPresentOrElse(
                        selected -> invoke(connection, selected, body, stamp),
                        () -> fail(connection, Failure.FORBIDDEN, stamp));
    }

    private void invoke(Connection connection, SocketRoutes.Selected selected, String body, RequestStamp stamp) {
        WebSocketRoute route = selected.route();
        integration
                .invoke(route.functionName(), events.message(connection, selected.routeKey(), body, stamp))
                .thenAccept(outcome -> {
                    switch (outcome) {
                        case Outcome.Answered answered -> answer(connection, route, answered.payload(), stamp);
                        case Outcome.Failed ignored -> fail(connection, Failure.INTERNAL, stamp);
                        case Outcome.Throttled ignored -> fail(connection, Failure.INTERNAL, stamp);
                        case Outcome.TimedOut ignored -> fail(connection, Failure.TIMED_OUT, stamp);
                    }
                });
    }

    private static void answer(Connection connection, WebSocketRoute route, byte[] payload, RequestStamp stamp) {
        Optional<ProxyResponse> response = ProxyResponse.parse(payload);
        if (response.isEmpty()) {
            fail(connection, Failure.INTERNAL, stamp);
        } else if (route.reply() && !response.get().body().isEmpty()) {
            ByteBuf body = utf8(response.get().body());
            if (body.readableBytes() > Frames.MAX_MESSAGE_BYTES) {
                fail(connection, Failure.INTERNAL, stamp);
            } else {
                connection.send(body);
            }
        }
    }

    private static void fail(Connection connection, String message, RequestStamp stamp) {
        connection.send(utf8(new Failure(message, connection.id().value(), stamp.requestId()).text()));
    }

    private static ByteBuf utf8(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
