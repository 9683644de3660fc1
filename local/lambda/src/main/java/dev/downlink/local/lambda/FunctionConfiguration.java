package dev.downlink.local.lambda;

import dev.downlink.local.aws.LocalAccount;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function as Lambda knows it.
 *
 * @param reservedConcurrency beyond it invocations are throttled; null: unreserved
 * @param variables the environment variables besides Lambda's own
 * @param maximumRetryAttempts of asynchronous invocations, 0 to 2
 * @param maximumEventAge of asynchronous invocations
 * @param onFailureQueue the name of the queue that gets a record of failed asynchronous invocations
 */
public record FunctionConfiguration(
        String name,
        String handler,
        int memoryMb,
        Duration timeout,
        @Nullable Integer reservedConcurrency,
        Map<String, String> variables,
        Artifact artifact,
        int maximumRetryAttempts,
        Duration maximumEventAge,
        @Nullable String onFailureQueue) {

    public FunctionConfiguration {
        variables = Map.copyOf(variables);
    }

    /** The function with these environment variables, too. */
    public FunctionConfiguration withVariables(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(more);
        return new FunctionConfiguration(
                name,
                handler,
                memoryMb,
                timeout,
                reservedConcurrency,
                all,
                artifact,
                maximumRetryAttempts,
                maximumEventAge,
                onFailureQueue);
    }

    String arn() {
        return LocalAccount.functionArn(name);
    }
}
