package dev.downlink.delivery;

import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.DeliveryLedger.Undelivered;
import dev.downlink.ledger.PendingDeliveries;
import dev.downlink.ledger.PendingDeliveries.Marked;
import jakarta.inject.Singleton;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds acknowledged publications that nobody delivers any more, since every worker of the last attempt died, and starts
 * workers for them. Reads the markers of the last minutes only.
 */
@Singleton
public final class DeliverySweep {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverySweep.class);

    private final PendingDeliveries pending;
    private final DeliveryLedger ledger;
    private final FanOutTrigger trigger;

    public DeliverySweep(PendingDeliveries pending, DeliveryLedger ledger, FanOutTrigger trigger) {
        this.pending = pending;
        this.ledger = ledger;
        this.trigger = trigger;
    }

    /** @return how many workers were started */
    public int sweep() {
        Marked marked = pending.marked();
        List<Undelivered> undelivered = ledger.undelivered(marked.shards());
        // Marked anew before these markers are given up: also those that a worker is at work on may yet be lost.
        undelivered.forEach(one -> pending.mark(one.shard()));
        int started = 0;
        for (Undelivered one : undelivered) {
            if (!one.held()) {
                LOG.warn("delivery of {} stopped half-way: starting a worker", one.shard());
                trigger.start(new FanOutTask.CatchUp(one.shard()));
                started++;
            }
        }
        pending.complete(marked);
        return started;
    }
}
