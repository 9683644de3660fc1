package dev.downlink.local.lambda;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Invoking functions, as the gateway, the event source mapping and the scheduler do. Functions are named as on AWS. */
public interface Lambda {

    /**
     * Invokes and waits ({@code RequestResponse}). The stage fails only if the runtime itself is broken.
     *
     * @param payload the event, JSON
     */
    CompletionStage<InvocationResult> invoke(String functionName, byte[] payload);

    /**
     * Accepts an event ({@code Event}) to be retried and sent to the function's failure destination as on AWS.
     *
     * @throws dev.downlink.local.aws.AwsException if Lambda answers 500; the event may have been accepted
     * @return the request id; empty if there is no such function
     */
    Optional<String> invokeAsync(String functionName, byte[] payload);
}
