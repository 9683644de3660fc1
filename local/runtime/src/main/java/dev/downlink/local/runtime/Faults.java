package dev.downlink.local.runtime;

import dev.downlink.local.dynamodb.DynamoDbFaults;
import dev.downlink.local.gateway.websocket.ManagementFaults;
import dev.downlink.local.lambda.LambdaFaults;
import java.time.Clock;

/**
 * What goes wrong in a runtime, to be changed while it runs.
 *
 * @param connections with calls of {@code @connections}
 * @param lambda with invocations
 * @param database with requests to DynamoDB that come through the AWS endpoint: those of functions only if the runtime was
 *     started with a file of faults
 */
public record Faults(ManagementFaults connections, LambdaFaults lambda, DynamoDbFaults database) {

    static Faults none(Clock clock) {
        return new Faults(new ManagementFaults(), new LambdaFaults(), new DynamoDbFaults(clock));
    }

    public void clear() {
        connections.clear();
        lambda.clear();
        database.clear();
    }
}
