package dev.downlink.connection;

class InMemoryOpenConnectionsTest extends OpenConnectionsContract {

    @Override
    protected Stores empty() {
        InMemoryConnections both = new InMemoryConnections(new InMemorySubscriptions(clock), clock);
        return new Stores(both, both);
    }
}
