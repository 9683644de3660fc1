package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.concurrent.RecentlyUsed;
import dev.downlink.ledger.ChannelShard;
import jakarta.inject.Singleton;

/** The channels in which this process found no subscriber when it last looked. Only a hint of what to try first. */
@Singleton
final class EmptyChannels {

    private static final int MAX_REMEMBERED = 10_000;

    private final RecentlyUsed<ChannelName, Boolean> channels = new RecentlyUsed<>(MAX_REMEMBERED);

    boolean contains(ChannelName channel) {
        return channels.get(channel).isPresent();
    }

    void note(ChannelShard shard, boolean foundNobody) {
        if (shard.shard() == 0 && foundNobody) {
            channels.put(shard.channel(), true);
        }
    }

    void remove(ChannelName channel) {
        channels.remove(channel);
    }
}
