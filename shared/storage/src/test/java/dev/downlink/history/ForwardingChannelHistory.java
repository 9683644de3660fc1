package dev.downlink.history;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.time.Instant;
import java.util.List;

/** Passes every call on, for tests that step in between. */
public abstract class ForwardingChannelHistory implements ChannelHistory {

    private final ChannelHistory history;

    protected ForwardingChannelHistory(ChannelHistory history) {
        this.history = history;
    }

    @Override
    public List<Appended> append(Channel channel, List<Draft> drafts, Instant time) {
        return history.append(channel, drafts, time);
    }

    @Override
    public StreamPosition head(Channel channel) {
        return history.head(channel);
    }

    @Override
    public List<Publication> read(ChannelName channel, StreamPosition after, long through) {
        return history.read(channel, after, through);
    }

    @Override
    public Page history(Channel channel, Query query) {
        return history.history(channel, query);
    }
}
