package dev.downlink.history;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.time.Instant;
import java.util.List;

/** Passes every call on, for tests in which something happens around a call, such as a failure. */
public class ForwardingChannelHistory implements ChannelHistory {

    /** What happens before a call is passed on. An exception takes the call's place. */
    public interface Before {

        default void append(Channel channel) {}

        /** @param call 1 for the first */
        default void head(int call) {}

        default void history(Query query) {}
    }

    private final ChannelHistory history;
    private final Before before;
    private int heads;

    public ForwardingChannelHistory(ChannelHistory history, Before before) {
        this.history = history;
        this.before = before;
    }

    /** Fails at one of the reads of the head, counted from 1. */
    public static ChannelHistory failingAtHead(ChannelHistory history, int failing) {
        return new ForwardingChannelHistory(history, new Before() {
            @Override
            public void head(int call) {
                if (call == failing) {
                    throw new IllegalStateException("the history is unavailable");
                }
            }
        });
    }

    @Override
    public List<Appended> append(Channel channel, List<Draft> drafts, Instant time) {
        before.append(channel);
        return history.append(channel, drafts, time);
    }

    @Override
    public StreamPosition head(Channel channel) {
        before.head(++heads);
        return history.head(channel);
    }

    @Override
    public List<Publication> read(ChannelName channel, StreamPosition after, long through) {
        return history.read(channel, after, through);
    }

    @Override
    public Page history(Channel channel, Query query) {
        before.history(query);
        return history.history(channel, query);
    }

    @Override
    public void remove(Channel channel) {
        history.remove(channel);
    }
}
