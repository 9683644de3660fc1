package dev.downlink.connection;

class InMemoryRegistryTest extends RegistryContract {

    @Override
    protected Registry empty() {
        InMemorySubscriptions subscriptions = new InMemorySubscriptions(clock);
        return new Registry(new InMemoryConnections(subscriptions, clock), subscriptions);
    }
}
