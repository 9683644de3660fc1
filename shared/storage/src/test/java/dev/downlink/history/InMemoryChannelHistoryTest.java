package dev.downlink.history;

import dev.downlink.ledger.InMemoryDeliveryLedger;

class InMemoryChannelHistoryTest extends ChannelHistoryContract {

    @Override
    protected Stores empty() {
        InMemoryHeads heads = new InMemoryHeads();
        return new Stores(new InMemoryChannelHistory(heads, clock), new InMemoryDeliveryLedger(heads, clock));
    }
}
