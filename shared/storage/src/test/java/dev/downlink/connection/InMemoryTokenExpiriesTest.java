package dev.downlink.connection;

class InMemoryTokenExpiriesTest extends TokenExpiriesContract {

    @Override
    protected TokenExpiries empty() {
        return new InMemoryTokenExpiries(clock);
    }
}
