package dev.downlink.delivery.ledger;

class InMemoryPendingDeliveriesTest extends PendingDeliveriesContract {

    @Override
    protected PendingDeliveries empty() {
        return new InMemoryPendingDeliveries(clock);
    }
}
