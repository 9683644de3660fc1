package dev.downlink.delivery;

import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.DeliveryLedger.Claim;
import dev.downlink.ledger.DeliveryLedger.Requested;
import dev.downlink.ledger.Progress;
import dev.downlink.ledger.Progress.Exactness;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A ledger that takes the progress of dead holders for exact, too. */
final class ExactProgress {

    private ExactProgress() {}

    static DeliveryLedger of(DeliveryLedger ledger) {
        ClassLoader loader = DeliveryLedger.class.getClassLoader();
        return (DeliveryLedger) Proxy.newProxyInstance(
                loader, new Class<?>[] {DeliveryLedger.class}, (proxy, method, args) -> {
                    try {
                        return exact(method.invoke(ledger, args));
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static Object exact(Object result) {
        return switch (result) {
            case Claim.Acquired acquired -> new Claim.Acquired(acquired.lease(), exact(acquired.progress()));
            case Requested.Acquired acquired ->
                new Requested.Acquired(acquired.lease(), exact(acquired.progress()), acquired.spread());
            default -> result;
        };
    }

    private static Progress exact(Progress progress) {
        return new Progress(progress.delivered(), progress.round(), progress.slow(), Exactness.EXACT);
    }
}
