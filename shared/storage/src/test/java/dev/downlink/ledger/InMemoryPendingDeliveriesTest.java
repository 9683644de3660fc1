package dev.downlink.ledger;

class InMemoryPendingDeliveriesTest extends PendingDeliveriesContract {

    @Override
    protected PendingDeliveries empty() {
        return new InMemoryPendingDeliveries(clock);
    }
}
