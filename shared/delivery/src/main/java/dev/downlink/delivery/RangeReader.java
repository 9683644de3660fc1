package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.history.ChannelHistory;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads ranges of one channel's history; what the publisher has just appended it need not read. */
final class RangeReader {

    private static final Logger LOG = LoggerFactory.getLogger(RangeReader.class);

    private final ChannelHistory history;
    private final ChannelName channel;
    private final String epoch;
    private final List<Publication> appended;
    private final TagsFilters filters = new TagsFilters();

    /** @param appended contiguous, in offset order; may be empty */
    RangeReader(ChannelHistory history, ChannelName channel, String epoch, List<Publication> appended) {
        this.history = history;
        this.channel = channel;
        this.epoch = epoch;
        this.appended = List.copyOf(appended);
    }

    PublicationRange read(long after, long through) {
        return new PublicationRange(channel, through, publications(after, through), filters, before(after));
    }

    /** Only subscribers with delta need it. If it cannot be read they get whole publications. */
    private Supplier<Optional<Publication>> before(long offset) {
        return () -> {
            try {
                return publications(offset - 1, offset).stream()
                        .filter(publication -> publication.offset() == offset)
                        .findFirst();
            } catch (RuntimeException failed) {
                LOG.warn("cannot read publication {} of {}: sending the next one whole", offset, channel, failed);
                return Optional.empty();
            }
        };
    }

    private List<Publication> publications(long after, long through) {
        boolean known = !appended.isEmpty()
                && appended.getFirst().offset() <= after + 1
                && appended.getLast().offset() >= through;
        return known
                ? appended.stream()
                        .filter(publication -> publication.offset() > after)
                        .toList()
                : history.read(channel, new StreamPosition(after, epoch), through);
    }
}
