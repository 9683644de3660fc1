package dev.downlink.fanout;

class InMemoryDeliveryLedgerTest extends DeliveryLedgerContract {

    @Override
    protected DeliveryLedger empty() {
        return new InMemoryDeliveryLedger(clock);
    }
}
