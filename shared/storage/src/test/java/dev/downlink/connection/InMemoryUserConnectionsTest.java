package dev.downlink.connection;

class InMemoryUserConnectionsTest extends UserConnectionsContract {

    @Override
    protected ConnectionRepository empty() {
        return new InMemoryConnections(new InMemorySubscriptions(clock), clock);
    }
}
