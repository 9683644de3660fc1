package dev.downlink.publish;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Namespace;
import dev.downlink.channel.Retention;
import dev.downlink.delivery.CatchUpRequests;
import dev.downlink.delivery.FanOutTask;
import dev.downlink.delivery.FanOutTrigger;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publishes to a channel that exists, for a publisher who may. */
@Singleton
public final class Publisher {

    private final ChannelRules rules;
    private final ChannelHistory log;
    private final CatchUpRequests catchUps;
    private final FanOutTrigger trigger;
    private final Clock clock;

    public Publisher(
            ChannelRules rules, ChannelHistory log, CatchUpRequests catchUps, FanOutTrigger trigger, Clock clock) {
        this.rules = rules;
        this.log = log;
        this.catchUps = catchUps;
        this.trigger = trigger;
        this.clock = clock;
    }

    /**
     * Appends to the channel's log, if its namespace has history, and has the publication delivered. What this returned for is
     * not lost.
     *
     * @return its position; null without history
     */
    public @Nullable StreamPosition publish(ChannelName channel, Draft draft) {
        if (namespaceOf(channel).hasHistory()) {
            return append(channel, List.of(draft)).getFirst();
        }
        deliver(channel, draft);
        return null;
    }

    /**
     * Appends to the log of a channel with history, in order, and has the publications delivered. What this returned for is not
     * lost.
     *
     * @param drafts at least one
     * @return their positions
     */
    public List<StreamPosition> append(ChannelName channel, List<Draft> drafts) {
        Namespace namespace = namespaceOf(channel);
        Retention retention = new Retention(namespace.historySize(), namespace.historyTtl());
        List<StreamPosition> positions = log.append(channel, drafts, retention).stream()
                .map(ChannelHistory.Appended::position)
                .toList();
        // Duplicates are requested again too: the first attempt may have died between its append and its request.
        StreamPosition last = Collections.max(positions, Comparator.comparingLong(StreamPosition::offset));
        catchUps.request(channel, namespace.fanOutShards(), last);
        return positions;
    }

    /** Has a publication delivered and keeps nothing of it, whether its namespace has history or not. */
    public void deliver(ChannelName channel, Draft draft) {
        Publication publication = new Publication(0, draft.data(), draft.info(), draft.tags(), clock.instant());
        for (int shard = 0; shard < namespaceOf(channel).fanOutShards(); shard++) {
            trigger.start(new FanOutTask.Deliver(channel, shard, List.of(publication)));
        }
    }

    private Namespace namespaceOf(ChannelName channel) {
        return rules.namespaceOf(channel)
                .orElseThrow(() -> new IllegalArgumentException("No namespace for channel " + channel));
    }
}
