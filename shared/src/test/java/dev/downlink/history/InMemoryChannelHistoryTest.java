package dev.downlink.history;

class InMemoryChannelHistoryTest extends ChannelHistoryContract {

    @Override
    protected ChannelHistory empty() {
        return new InMemoryChannelHistory(clock);
    }
}
