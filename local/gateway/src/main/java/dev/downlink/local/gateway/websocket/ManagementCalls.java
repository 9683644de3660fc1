package dev.downlink.local.gateway.websocket;

import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Serves calls of {@code @connections} on their HTTP connections, or lets happen what the faults say. */
final class ManagementCalls {

    private final ManagementApi management;
    private final ManagementFaults faults;

    ManagementCalls(ManagementApi management, ManagementFaults faults) {
        this.management = management;
        this.faults = faults;
    }

    CompletionStage<HttpResponse> serve(String connectionId, HttpRequest request) {
        return faults.next(connectionId)
                .map(fault -> serve(fault, connectionId, request))
                .orElseGet(() -> call(connectionId, request))
                .exceptionally(ManagementCalls::refused);
    }

    private CompletionStage<HttpResponse> serve(
            ManagementFault.Effect fault, String connectionId, HttpRequest request) {
        return switch (fault) {
            case ManagementFault.Effect.Refuse refuse ->
                CompletableFuture.failedFuture(ManagementApi.refusal(refuse.status(), connectionId));
            case ManagementFault.Effect.Delay delay ->
                CompletableFuture.supplyAsync(
                        () -> management.handle(connectionId, request),
                        CompletableFuture.delayedExecutor(delay.duration().toMillis(), TimeUnit.MILLISECONDS));
            case ManagementFault.Effect.Hang ignored -> new CompletableFuture<>();
            case ManagementFault.Effect.LoseAnswer ignored ->
                call(connectionId, request)
                        .thenCompose(answered -> CompletableFuture.failedFuture(new ClosedChannelException()));
        };
    }

    private CompletionStage<HttpResponse> call(String connectionId, HttpRequest request) {
        return CompletableFuture.completedFuture(request).thenApply(call -> management.handle(connectionId, call));
    }

    private static HttpResponse refused(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof AwsException refusal) {
            return refusal.toRest();
        }
        throw new CompletionException(cause);
    }
}
