package dev.downlink.local.lambda;

import org.jspecify.annotations.Nullable;

/** Told about each change of an environment, never under that environment's lock. */
interface EnvironmentOwner {

    /** The environment waits for an invocation. */
    void ready(ExecutionEnvironment environment);

    /**
     * The environment is gone.
     *
     * @param startFailure why it never became ready; null if it did
     */
    void ended(ExecutionEnvironment environment, byte @Nullable [] startFailure);
}
