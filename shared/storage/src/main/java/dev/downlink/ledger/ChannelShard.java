package dev.downlink.ledger;

import dev.downlink.channel.ChannelName;

/** A share of a channel's subscribers, which one worker at a time delivers to. */
public record ChannelShard(ChannelName channel, int shard) {

    @Override
    public String toString() {
        return shard == 0 ? channel.value() : channel.value() + " shard " + shard;
    }
}
