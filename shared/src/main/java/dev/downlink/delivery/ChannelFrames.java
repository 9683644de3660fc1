package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Subscription;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Publication;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Publications of one channel as frames, shared by all subscribers of one dialect, framing and starting point. */
final class ChannelFrames {

    private final List<EncodedPublication> publications;
    private final Map<Start, List<Packed>> frames = new HashMap<>();

    private record Start(Dialect dialect, Framing framing, int from) {}

    ChannelFrames(ChannelName channel, List<Publication> publications) {
        this.publications = publications.stream()
                .map(publication -> new EncodedPublication(channel, publication))
                .toList();
    }

    /** What a subscriber gets of them; empty if it knows them all. */
    Optional<Courier.Parcel> parcelFor(Subscription subscription) {
        int from = 0;
        while (from < publications.size() && isKnown(subscription, publications.get(from))) {
            from++;
        }
        if (from == publications.size()) {
            return Optional.empty();
        }
        List<Packed> packed = frames.computeIfAbsent(
                new Start(subscription.dialect(), subscription.framing(), from),
                start -> Packed.frames(publications, start.from(), start.dialect(), start.framing()));
        return Optional.of(new Courier.Parcel(subscription.connection(), packed, from));
    }

    /** Offset 0 has no history to be known from. */
    private static boolean isKnown(Subscription subscription, EncodedPublication publication) {
        long offset = publication.publication().offset();
        return offset > 0 && offset <= subscription.fromOffset();
    }

    /** @param through how many of the list a connection has got: at least one */
    long offsetAfter(int through) {
        return publications.get(through - 1).publication().offset();
    }
}
