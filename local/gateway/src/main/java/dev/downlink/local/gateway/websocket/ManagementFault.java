package dev.downlink.local.gateway.websocket;

import dev.downlink.local.aws.fault.FaultRate;
import java.time.Duration;
import java.util.Set;

/**
 * Something that goes wrong with calls of {@code @connections}.
 *
 * @param connections the ids of those concerned; empty: all
 */
public record ManagementFault(Effect effect, FaultRate rate, Set<String> connections) {

    public ManagementFault {
        connections = Set.copyOf(connections);
    }

    /** What happens to the call. */
    public sealed interface Effect {

        /** Nothing is done; the answer has this status, 400 to 599. */
        record Refuse(int status) implements Effect {

            public Refuse {
                if (status < 400 || status > 599) {
                    throw new IllegalArgumentException("a refusal has a status from 400 to 599, got " + status);
                }
            }
        }

        /** Done and answered that much later, even if the client is no longer there. */
        record Delay(Duration duration) implements Effect {}

        /** Nothing is done, and no answer comes; the HTTP connection stays open. */
        record Hang() implements Effect {}

        /** Done at once; the HTTP connection is closed instead of an answer. */
        record LoseAnswer() implements Effect {}
    }

    public static ManagementFault refuse(int status) {
        return always(new Effect.Refuse(status));
    }

    public static ManagementFault delay(Duration duration) {
        return always(new Effect.Delay(duration));
    }

    public static ManagementFault hang() {
        return always(new Effect.Hang());
    }

    public static ManagementFault loseAnswer() {
        return always(new Effect.LoseAnswer());
    }

    public ManagementFault at(FaultRate other) {
        return new ManagementFault(effect, other, connections);
    }

    public ManagementFault forConnections(String... ids) {
        return new ManagementFault(effect, rate, Set.of(ids));
    }

    private static ManagementFault always(Effect effect) {
        return new ManagementFault(effect, FaultRate.ALWAYS, Set.of());
    }
}
