package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.DeltaPublications;
import dev.downlink.protocol.JsonText;
import dev.downlink.protocol.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The publications of a range as subscribers with delta get them: the first one whole, or as the change from the publication
 * before the range, each other one as the change from the one before it. Each is encoded once for all subscribers.
 */
final class DeltaPushes {

    /** 128 KB: the API Gateway message limit. What does not fit, as text within JSON, never arrives. */
    private static final int MAX_FRAME_BYTES = 128 * 1024;

    private final ChannelName channel;
    private final List<EncodedPublication> publications;
    private final Supplier<Optional<Publication>> before;
    private final @Nullable EncodedPublication[] whole;
    private final @Nullable EncodedPublication[] changes;

    /** @param before reads the publication before the range, once if at all; empty if the history no longer has it */
    DeltaPushes(ChannelName channel, List<EncodedPublication> publications, Supplier<Optional<Publication>> before) {
        this.channel = channel;
        this.publications = publications;
        this.before = before;
        this.whole = new EncodedPublication[publications.size()];
        this.changes = new EncodedPublication[publications.size()];
    }

    /**
     * As many as there are publications; those before {@code from} are of no use.
     *
     * @param hasBase whether the client got the publication before {@code from} last
     */
    List<EncodedPublication> from(int from, boolean hasBase) {
        List<EncodedPublication> pushes = new ArrayList<>(publications.subList(0, from));
        for (int n = from; n < publications.size(); n++) {
            pushes.add(n > from || hasBase ? change(n) : whole(n));
        }
        return pushes;
    }

    private EncodedPublication whole(int n) {
        EncodedPublication known = whole[n];
        if (known == null) {
            known = encoded(DeltaPublications.full(published(n)));
            whole[n] = known;
        }
        return known;
    }

    private EncodedPublication change(int n) {
        EncodedPublication known = changes[n];
        if (known == null) {
            known = base(n).map(base -> DeltaPublications.patch(base, published(n)))
                    .filter(Publication::delta)
                    .map(this::encoded)
                    .orElseGet(() -> whole(n));
            changes[n] = known;
        }
        return known;
    }

    /** What a client with delta had before, unless it may never have arrived. */
    private Optional<Publication> base(int n) {
        if (!published(n).deltaEligible()) {
            return Optional.empty();
        }
        return (n == 0 ? before.get() : Optional.of(published(n - 1))).filter(this::fitsFrame);
    }

    private boolean fitsFrame(Publication publication) {
        return DeltaPublications.full(publication).wireBytes() + JsonText.quotedUtf8Length(channel.value())
                <= MAX_FRAME_BYTES;
    }

    private Publication published(int n) {
        return publications.get(n).publication();
    }

    private EncodedPublication encoded(Publication publication) {
        return new EncodedPublication(channel, publication);
    }
}
