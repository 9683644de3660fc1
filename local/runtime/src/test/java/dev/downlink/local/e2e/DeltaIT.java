package dev.downlink.local.e2e;

import dev.downlink.local.gateway.websocket.ManagementFault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Changes in place of whole publications, decoded by the client that applications use. */
final class DeltaIT {

    private final SystemUnderTest system = SystemUnderTest.shared();

    @Test
    void theClientDecodesEveryChange() throws Exception {
        NodeScript.run("delta.cjs", system.webSocket(""), system.http(""), 30, "calm");
    }

    @Test
    void theClientDecodesEveryChangeThoughWorkersAreKilled() throws Exception {
        // Longer than a publisher delivers itself: a worker takes over.
        system.faults().connections().set(ManagementFault.delay(Duration.ofMillis(400)));
        try {
            CompletableFuture<Void> client = CompletableFuture.runAsync(this::publishAndReceive);
            // Not for ever: a dead worker has a successor only after its invocation is tried again.
            int killed = 0;
            while (!ended(client)) {
                if (killed < 3 && system.kill("dev.downlink.chatservice.FanOutHandler") > 0) {
                    killed++;
                }
            }
            client.get();
        } finally {
            system.faults().clear();
        }
    }

    private void publishAndReceive() {
        try {
            NodeScript.run("delta.cjs", system.webSocket(""), system.http(""), 60, "killed");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean ended(CompletableFuture<Void> client) throws InterruptedException {
        try {
            client.get(4, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException running) {
            return false;
        } catch (ExecutionException failed) {
            return true;
        }
    }
}
