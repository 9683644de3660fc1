package dev.downlink.session;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.Retention;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.util.List;

/** Passes every call on, for tests that step in between. */
abstract class ForwardingChannelLog implements ChannelHistory {

    private final ChannelHistory log;

    ForwardingChannelLog(ChannelHistory log) {
        this.log = log;
    }

    @Override
    public List<Appended> append(ChannelName channel, List<Draft> drafts, Retention retention) {
        return log.append(channel, drafts, retention);
    }

    @Override
    public StreamPosition head(ChannelName channel) {
        return log.head(channel);
    }

    @Override
    public List<Publication> read(ChannelName channel, StreamPosition after, int limit) {
        return log.read(channel, after, limit);
    }

    @Override
    public Page history(ChannelName channel, Query query, Retention retention) {
        return log.history(channel, query, retention);
    }
}
