package dev.downlink.delivery;

import dev.downlink.channel.Channel;
import dev.downlink.protocol.Publication;

/** A publication of a channel without history. */
public record ChannelPublication(Channel channel, Publication publication) {}
