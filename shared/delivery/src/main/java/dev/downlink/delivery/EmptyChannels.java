package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.concurrent.BoundedMap;
import dev.downlink.ledger.ChannelShard;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Set;

/** The channels in which this process found no subscriber when it last looked. Only a hint of what to try first. */
@Singleton
final class EmptyChannels {

    private static final int MAX_REMEMBERED = 10_000;

    private final Set<ChannelName> channels =
            Collections.newSetFromMap(Collections.synchronizedMap(new BoundedMap<>(MAX_REMEMBERED)));

    boolean contains(ChannelName channel) {
        return channels.contains(channel);
    }

    void note(ChannelShard shard, boolean foundNobody) {
        if (shard.shard() == 0 && foundNobody) {
            channels.add(shard.channel());
        }
    }

    void remove(ChannelName channel) {
        channels.remove(channel);
    }
}
