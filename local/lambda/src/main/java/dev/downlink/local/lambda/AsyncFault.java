package dev.downlink.local.lambda;

import dev.downlink.local.aws.fault.FaultRate;
import java.util.Set;

/**
 * Something that goes wrong with asynchronous invocations.
 *
 * @param functions the names of those concerned; empty: all
 */
public record AsyncFault(Effect effect, FaultRate rate, Set<String> functions) {

    public AsyncFault {
        functions = Set.copyOf(functions);
    }

    /** What happens to the event. */
    public enum Effect {
        /** The function gets it twice under one request id. */
        DELIVER_TWICE,
        /** It is not accepted: the caller gets a 500. */
        REFUSE,
        /** It is accepted, but the caller gets a 500. */
        LOSE_ANSWER
    }

    public static AsyncFault of(Effect effect) {
        return new AsyncFault(effect, FaultRate.ALWAYS, Set.of());
    }

    public AsyncFault at(FaultRate other) {
        return new AsyncFault(effect, other, functions);
    }

    public AsyncFault forFunctions(String... names) {
        return new AsyncFault(effect, rate, Set.of(names));
    }
}
