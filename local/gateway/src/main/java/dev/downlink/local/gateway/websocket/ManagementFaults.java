package dev.downlink.local.gateway.websocket;

import dev.downlink.local.aws.fault.FaultDraw;
import dev.downlink.local.gateway.integration.RateLimit;
import dev.downlink.local.gateway.integration.Throttle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The faults of {@code @connections} at present: none, until some are set. Any thread may change them at any time. */
public final class ManagementFaults {

    private record Active(ManagementFault fault, FaultDraw draw) {

        boolean occurs(String connectionId) {
            return (fault.connections().isEmpty() || fault.connections().contains(connectionId)) && draw.occurs();
        }
    }

    private volatile List<Active> faults = List.of();
    private volatile @Nullable Throttle quota;

    public void set(ManagementFault... replacements) {
        set(List.of(replacements));
    }

    /** Replaces the faults; of several that apply to a call, the first one that occurs decides. */
    public void set(List<ManagementFault> replacements) {
        faults = replacements.stream()
                .map(fault -> new Active(fault, new FaultDraw(fault.rate())))
                .toList();
    }

    /** Calls beyond the limit get 429, in addition to the account's limit. */
    public void limit(RateLimit limit) {
        quota = new Throttle(limit);
    }

    public void clear() {
        faults = List.of();
        quota = null;
    }

    Optional<ManagementFault.Effect> next(String connectionId) {
        Throttle limited = quota;
        if (limited != null && !limited.tryAcquire()) {
            return Optional.of(new ManagementFault.Effect.Refuse(429));
        }
        return faults.stream()
                .filter(active -> active.occurs(connectionId))
                .findFirst()
                .map(active -> active.fault().effect());
    }
}
