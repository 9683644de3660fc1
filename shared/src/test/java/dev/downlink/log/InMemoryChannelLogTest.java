package dev.downlink.log;

class InMemoryChannelLogTest extends ChannelLogContract {

    @Override
    protected ChannelLog empty() {
        return new InMemoryChannelLog(clock);
    }
}
