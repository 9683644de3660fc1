package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Subscription;
import dev.downlink.protocol.Publication;
import java.util.List;

/**
 * What lies between two offsets of a channel's log.
 *
 * @param first offset of the oldest publication of them that the log still has; beyond {@code through} if it has none
 */
record Stretch(long after, long through, long first, ChannelFrames frames) {

    static Stretch of(ChannelName channel, long after, long through, List<Publication> read) {
        List<Publication> publications = read.stream()
                .filter(publication -> publication.offset() <= through)
                .toList();
        long first =
                publications.isEmpty() ? through + 1 : publications.getFirst().offset();
        return new Stretch(after, through, first, new ChannelFrames(channel, publications));
    }

    /** Whether the log has already dropped some of what the subscriber, who has got everything before, does not know. */
    boolean isLostTo(Subscription subscription) {
        return first > Math.max(after, subscription.fromOffset()) + 1;
    }
}
