package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Publication;

/** A publication on its way to a channel without history. */
public record ChannelPublication(ChannelName channel, Publication publication) {}
