package dev.downlink.publish;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Namespace;
import dev.downlink.fanout.CatchUpRequests;
import dev.downlink.fanout.FanOutTask;
import dev.downlink.fanout.FanOutTrigger;
import dev.downlink.log.ChannelLog;
import dev.downlink.log.ChannelLog.Retention;
import dev.downlink.log.Draft;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publishes to a channel that exists, for a publisher who may. */
@Singleton
public final class Publisher {

    private final ChannelRules rules;
    private final ChannelLog log;
    private final CatchUpRequests catchUps;
    private final FanOutTrigger trigger;
    private final Clock clock;

    public Publisher(ChannelRules rules, ChannelLog log, CatchUpRequests catchUps, FanOutTrigger trigger, Clock clock) {
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
        Namespace namespace = namespaceOf(channel);
        if (namespace.hasHistory()) {
            return append(channel, draft, namespace);
        }
        deliver(channel, draft);
        return null;
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

    private StreamPosition append(ChannelName channel, Draft draft, Namespace namespace) {
        Retention retention = new Retention(namespace.historySize(), namespace.historyTtl());
        // A duplicate is requested again too: the first attempt may have died between its append and its request.
        StreamPosition position = log.append(channel, draft, retention).position();
        catchUps.request(channel, namespace.fanOutShards(), position);
        return position;
    }
}
