package dev.downlink.publish;

import dev.downlink.channel.ChannelName;
import dev.downlink.log.Draft;
import dev.downlink.protocol.StreamPosition;
import org.jspecify.annotations.Nullable;

/** Publishes to a channel that exists, for a publisher who may. */
public interface Publisher {

    /**
     * Appends to the channel's log, if its namespace has history, and has the publication delivered. What this returned for is
     * not lost.
     *
     * @return its position; null without history
     */
    @Nullable
    StreamPosition publish(ChannelName channel, Draft draft);
}
