package dev.downlink.delivery;

import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.DeliveryLedger.Claim;
import dev.downlink.ledger.DeliveryLedger.Release;
import dev.downlink.ledger.DeliveryLedger.Requested;
import dev.downlink.ledger.Lease;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Counts, for each shard, the leases that their holders left to expire: whoever comes next repeats what was not saved. */
final class ExpiredLeases {

    private final Set<ChannelShard> held = new HashSet<>();
    private final Map<ChannelShard, Integer> expired = new HashMap<>();

    int of(ChannelShard shard) {
        return expired.getOrDefault(shard, 0);
    }

    /** The ledger, of whose leases those that expire are counted. */
    DeliveryLedger counting(DeliveryLedger ledger) {
        ClassLoader loader = DeliveryLedger.class.getClassLoader();
        return (DeliveryLedger) Proxy.newProxyInstance(
                loader, new Class<?>[] {DeliveryLedger.class}, (proxy, method, args) -> {
                    try {
                        Object result = method.invoke(ledger, args);
                        note(method.getName(), args, result);
                        return result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private void note(String method, Object[] args, Object result) {
        switch (result) {
            case Requested.Acquired acquired -> acquired(acquired.lease());
            case Claim.Acquired acquired -> {
                boolean handedOver =
                        method.equals("takeOver") && acquired.lease().token() == (long) args[1] + 1;
                if (!handedOver) {
                    acquired(acquired.lease());
                }
            }
            case Release.Released released -> held.remove(((Lease) args[0]).shard());
            case Boolean abandoned -> {
                if (abandoned) {
                    held.remove(((Lease) args[0]).shard());
                }
            }
            default -> {}
        }
    }

    private void acquired(Lease lease) {
        if (!held.add(lease.shard())) {
            expired.merge(lease.shard(), 1, Integer::sum);
        }
    }
}
