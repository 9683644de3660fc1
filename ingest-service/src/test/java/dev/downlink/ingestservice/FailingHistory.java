package dev.downlink.ingestservice;

import dev.downlink.channel.Channel;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.history.ForwardingChannelHistory;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** A history that asks, before it appends, whether it may. */
final class FailingHistory extends ForwardingChannelHistory {

    private final Consumer<Channel> guard;

    FailingHistory(ChannelHistory history, Consumer<Channel> guard) {
        super(history);
        this.guard = guard;
    }

    @Override
    public List<Appended> append(Channel channel, List<Draft> drafts, Instant time) {
        guard.accept(channel);
        return super.append(channel, drafts, time);
    }
}
