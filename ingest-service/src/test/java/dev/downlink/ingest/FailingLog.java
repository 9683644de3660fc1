package dev.downlink.ingest;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.Retention;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.util.List;
import java.util.function.Consumer;

/** A log that asks, before it appends, whether it may. */
record FailingLog(ChannelHistory log, Consumer<ChannelName> guard) implements ChannelHistory {

    @Override
    public List<Appended> append(ChannelName channel, List<Draft> drafts, Retention retention) {
        guard.accept(channel);
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
