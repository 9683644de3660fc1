package dev.downlink.delivery;

import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.InMemoryConnections;
import dev.downlink.connection.InMemorySubscriptions;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.InMemoryChannelHistory;
import dev.downlink.history.InMemoryHeads;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.InMemoryDeliveryLedger;
import dev.downlink.ledger.InMemoryPendingDeliveries;
import dev.downlink.ledger.PendingDeliveries;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What the processes of a {@link SimulatedDay} share. Each process gets adapters of its own to histories, ledgers and markers,
 * as those remember things.
 */
record SimulatedStores(
        SubscriptionRepository subscriptions,
        ConnectionRepository connections,
        Supplier<ChannelHistory> history,
        Supplier<DeliveryLedger> ledger,
        Supplier<PendingDeliveries> pending) {

    /** The same, with another ledger and registry. */
    SimulatedStores with(Supplier<DeliveryLedger> otherLedger, ConnectionRepository otherConnections) {
        return new SimulatedStores(subscriptions, otherConnections, history, otherLedger, pending);
    }

    static SimulatedStores inMemory(Clock clock) {
        InMemorySubscriptions subscriptions = new InMemorySubscriptions(clock);
        InMemoryHeads heads = new InMemoryHeads();
        ChannelHistory history = new InMemoryChannelHistory(heads, clock);
        DeliveryLedger ledger = new InMemoryDeliveryLedger(heads, clock);
        PendingDeliveries pending = new InMemoryPendingDeliveries(clock);
        return new SimulatedStores(
                subscriptions,
                new InMemoryConnections(subscriptions, clock),
                () -> history,
                () -> ledger,
                () -> pending);
    }
}
