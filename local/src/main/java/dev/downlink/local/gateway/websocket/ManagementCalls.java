package dev.downlink.local.gateway.websocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Serves calls of {@code @connections} on their HTTP connections, or lets happen what the faults say. */
final class ManagementCalls {

    private final ManagementApi management;
    private final ManagementFaults faults;

    ManagementCalls(ManagementApi management, ManagementFaults faults) {
        this.management = management;
        this.faults = faults;
    }

    /** The request remains the caller's to release. */
    void serve(ChannelHandlerContext context, String connectionId, FullHttpRequest request) {
        Optional<ManagementFault.Effect> fault = faults.next(connectionId);
        if (fault.isEmpty()) {
            answer(context, connectionId, request);
            return;
        }
        switch (fault.get()) {
            case ManagementFault.Effect.Refuse refuse ->
                Answers.write(context, request, ManagementApi.refuse(refuse.status(), connectionId));
            case ManagementFault.Effect.Delay delay -> {
                request.retain();
                context.executor()
                        .schedule(
                                () -> {
                                    answer(context, connectionId, request);
                                    request.release();
                                },
                                delay.duration().toMillis(),
                                TimeUnit.MILLISECONDS);
            }
            case ManagementFault.Effect.Hang ignored -> {}
            case ManagementFault.Effect.LoseAnswer ignored -> {
                management.handle(connectionId, request).release();
                context.close();
            }
        }
    }

    private void answer(ChannelHandlerContext context, String connectionId, FullHttpRequest request) {
        Answers.write(context, request, management.handle(connectionId, request));
    }
}
