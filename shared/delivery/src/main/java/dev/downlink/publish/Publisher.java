package dev.downlink.publish;

import dev.downlink.channel.Channel;
import dev.downlink.delivery.ChannelPublication;
import dev.downlink.delivery.LiveDelivery;
import dev.downlink.delivery.PublicationDelivery;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.ChannelHistory.Appended;
import dev.downlink.history.Draft;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publishes to a channel, for a publisher who may. */
@Singleton
public final class Publisher {

    private final ChannelHistory history;
    private final PublicationDelivery delivery;
    private final LiveDelivery live;
    private final Clock clock;

    public Publisher(ChannelHistory history, PublicationDelivery delivery, LiveDelivery live, Clock clock) {
        this.history = history;
        this.delivery = delivery;
        this.live = live;
        this.clock = clock;
    }

    /**
     * Appends to the channel's history, if it has one, and has the publication delivered. A publication with history that this
     * returned for is not lost.
     *
     * @return its position; null without history
     */
    public @Nullable StreamPosition publish(Channel channel, Draft draft) {
        if (channel.hasHistory()) {
            return append(channel, List.of(draft)).getFirst();
        }
        deliver(channel, draft);
        return null;
    }

    /**
     * Appends to the history of a channel that has one, in order, and has the publications delivered. What this returned for is
     * not lost.
     *
     * @param drafts at least one
     * @return their positions
     */
    public List<StreamPosition> append(Channel channel, List<Draft> drafts) {
        Instant now = clock.instant();
        boolean delta = channel.namespace().options().delta().publish();
        List<Draft> published =
                delta ? drafts.stream().map(Draft::eligibleForDelta).toList() : drafts;
        List<Appended> appended = history.append(channel, published, now);
        List<StreamPosition> positions =
                appended.stream().map(Appended::position).toList();
        // Duplicates are requested again too: the first attempt may have died between its append and its request.
        StreamPosition head = Collections.max(positions, Comparator.comparingLong(StreamPosition::offset));
        delivery.deliver(channel, head, publications(published, appended, now));
        return positions;
    }

    /** The newest of what was appended, as far back as it is contiguous. */
    private static List<Publication> publications(List<Draft> drafts, List<Appended> appended, Instant time) {
        List<Publication> newestFirst = new ArrayList<>();
        for (int n = drafts.size() - 1; n >= 0; n--) {
            long offset = appended.get(n).position().offset();
            boolean contiguous = newestFirst.isEmpty() || newestFirst.getLast().offset() == offset + 1;
            if (appended.get(n).duplicate() || !contiguous) {
                break;
            }
            Draft draft = drafts.get(n);
            newestFirst.add(draft.at(offset, time));
        }
        return newestFirst.reversed();
    }

    /** Has a publication delivered and keeps nothing of it, whether its channel has history or not. */
    public void deliver(Channel channel, Draft draft) {
        live.deliver(new ChannelPublication(channel, draft.at(0, clock.instant())));
    }
}
