package dev.downlink.connection;

class InMemorySubscriptionCensusTest extends SubscriptionCensusContract {

    @Override
    protected Stores empty() {
        InMemorySubscriptions subscriptions = new InMemorySubscriptions(clock);
        return new Stores(new InMemoryConnections(subscriptions, clock), subscriptions, subscriptions);
    }
}
