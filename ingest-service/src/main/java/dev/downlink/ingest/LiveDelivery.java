package dev.downlink.ingest;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Publication;
import java.util.List;

/** Interim. */
interface LiveDelivery {
    record Live(ChannelName channel, Publication publication) {}

    void deliver(List<Live> publications);
}
