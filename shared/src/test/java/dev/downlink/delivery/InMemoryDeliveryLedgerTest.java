package dev.downlink.delivery;

class InMemoryDeliveryLedgerTest extends DeliveryLedgerContract {

    @Override
    protected DeliveryLedger empty() {
        return new InMemoryDeliveryLedger(clock);
    }
}
