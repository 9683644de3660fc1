package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;

/** One worker's share of a channel's subscribers. */
public record ChannelShard(ChannelName channel, int shard) {}
