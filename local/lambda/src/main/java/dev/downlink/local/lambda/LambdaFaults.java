package dev.downlink.local.lambda;

import dev.downlink.local.aws.fault.FaultDraw;
import java.util.List;
import java.util.OptionalInt;

/** The faults of Lambda at present: none, until some are set. Any thread may change them at any time. */
public final class LambdaFaults {

    private record Active(AsyncFault fault, FaultDraw draw) {

        boolean occurs(AsyncFault.Effect effect, String functionName) {
            return fault.effect() == effect
                    && (fault.functions().isEmpty() || fault.functions().contains(functionName))
                    && draw.occurs();
        }
    }

    private volatile List<Active> faults = List.of();
    private volatile OptionalInt concurrency = OptionalInt.empty();

    public void set(AsyncFault... replacements) {
        set(List.of(replacements));
    }

    /** Replaces the faults of asynchronous invocations. */
    public void set(List<AsyncFault> replacements) {
        faults = replacements.stream()
                .map(fault -> new Active(fault, new FaultDraw(fault.rate())))
                .toList();
    }

    /**
     * Throttles beyond so many invocations at once, of all functions together. Until then each invocation may have a process
     * of its own, whatever the settings say, so that none waits for another.
     */
    public void limitConcurrency(int invocations) {
        if (invocations < 1) {
            throw new IllegalArgumentException("an account runs at least one invocation, got " + invocations);
        }
        concurrency = OptionalInt.of(invocations);
    }

    public void clear() {
        faults = List.of();
        concurrency = OptionalInt.empty();
    }

    boolean occurs(AsyncFault.Effect effect, String functionName) {
        return faults.stream().anyMatch(active -> active.occurs(effect, functionName));
    }

    /** The limit of {@link #limitConcurrency}, if one is set. */
    public OptionalInt concurrency() {
        return concurrency;
    }
}
