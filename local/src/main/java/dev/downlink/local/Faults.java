package dev.downlink.local;

import dev.downlink.local.gateway.websocket.ManagementFaults;
import dev.downlink.local.lambda.LambdaFaults;

/**
 * What goes wrong in a runtime, to be changed while it runs.
 *
 * @param connections with calls of {@code @connections}
 * @param lambda with invocations
 */
public record Faults(ManagementFaults connections, LambdaFaults lambda) {

    static Faults none() {
        return new Faults(new ManagementFaults(), new LambdaFaults());
    }

    public void clear() {
        connections.clear();
        lambda.clear();
    }
}
