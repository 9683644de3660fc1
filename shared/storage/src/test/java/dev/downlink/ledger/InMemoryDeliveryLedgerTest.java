package dev.downlink.ledger;

import dev.downlink.history.InMemoryChannelHistory;
import dev.downlink.history.InMemoryHeads;

class InMemoryDeliveryLedgerTest extends DeliveryLedgerContract {

    @Override
    protected Stores empty() {
        InMemoryHeads heads = new InMemoryHeads();
        return new Stores(new InMemoryDeliveryLedger(heads, clock), new InMemoryChannelHistory(heads, clock));
    }
}
