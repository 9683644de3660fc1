package dev.downlink.fanout;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Publication;
import java.util.List;

/** What the fan-out worker is asked to do. */
public sealed interface FanOutTask {

    /** Deliver everything wanted and not yet delivered to one shard of a channel with history. */
    record CatchUp(ChannelName channel, int shard) implements FanOutTask {}

    /** Deliver these, of a channel without history, to one shard. */
    record Deliver(ChannelName channel, int shard, List<Publication> publications) implements FanOutTask {
        public Deliver {
            publications = List.copyOf(publications);
        }
    }
}
