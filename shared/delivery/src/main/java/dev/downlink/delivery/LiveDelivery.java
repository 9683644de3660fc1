package dev.downlink.delivery;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.SubscriberPage;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.Audiences.Audience;
import dev.downlink.delivery.FanOutTask.Broadcast;
import dev.downlink.metrics.Metric;
import dev.downlink.protocol.Publication;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers publications of channels without history from where they are published: each connection gets all of a batch that it
 * subscribes to, in the batch's order, in as few frames as possible. Large audiences are left to workers. Nothing is promised
 * beyond now: what a connection does not accept in time is dropped and counted, and what is old is not delivered.
 */
@Singleton
public final class LiveDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(LiveDelivery.class);

    /** For a batch: longer than it takes to post to every small audience. */
    private static final Duration LONGEST = Duration.ofSeconds(5);
    /** For one publication, whose publisher waits: less than functions keep for the last answer of a frame. */
    private static final Duration LONGEST_SINGLE = Duration.ofSeconds(1);

    private final DeliveryContext context;
    private final Audiences audiences;
    private final LiveSlowConnections slow;
    private final FanOutTrigger trigger;
    private final ConnectionCleanup cleanup;
    private final TagsFilters filters = new TagsFilters();

    /** An audience too large for here. */
    private record Crowd(Set<Integer> shards, List<Publication> publications) {}

    LiveDelivery(
            DeliveryContext context,
            Audiences audiences,
            LiveSlowConnections slow,
            FanOutTrigger trigger,
            ConnectionCleanup cleanup) {
        this.context = context;
        this.audiences = audiences;
        this.slow = slow;
        this.trigger = trigger;
        this.cleanup = cleanup;
    }

    /**
     * Returns when every publication of the batch is delivered, dropped or handed to a worker.
     *
     * @throws RuntimeException if subscribers cannot be read or a worker cannot be started
     */
    public void deliver(List<ChannelPublication> batch) {
        deliver(batch, LONGEST);
    }

    /** As {@link #deliver(List)}, one publication. */
    public void deliver(ChannelPublication publication) {
        deliver(List.of(publication), LONGEST_SINGLE);
    }

    private void deliver(List<ChannelPublication> batch, Duration longest) {
        context.metrics().line().count(Metric.PUBLICATIONS, batch.size()).write();
        Map<ChannelName, Channel> channels = new LinkedHashMap<>();
        batch.forEach(one -> channels.put(one.channel().name(), one.channel()));
        Map<ChannelName, Audience> watched = audiences.of(channels.values());
        if (watched.isEmpty()) {
            return;
        }
        LiveBatch pushes = new LiveBatch(context, audiences, slow, trigger);
        Map<ChannelName, Crowd> crowds = new LinkedHashMap<>();
        for (ChannelPublication one : batch) {
            @Nullable Audience audience = watched.get(one.channel().name());
            if (audience != null) {
                sort(one, audience, pushes, crowds);
            }
        }
        crowds.forEach(this::startWorkers);
        pushes.post(longest);
    }

    private void sort(ChannelPublication one, Audience audience, LiveBatch pushes, Map<ChannelName, Crowd> crowds) {
        @Nullable List<Subscription> small = audience.small();
        if (small == null) {
            crowds.computeIfAbsent(one.channel().name(), name -> new Crowd(audience.shards(), new ArrayList<>()))
                    .publications()
                    .add(one.publication());
            return;
        }
        EncodedPublication encoded = new EncodedPublication(one.channel().name(), one.publication());
        FilteredPublications filtered = new FilteredPublications(List.of(encoded), filters);
        small.stream()
                .filter(subscription -> !filtered.wantedBy(subscription).isEmpty())
                .forEach(subscription -> pushes.add(subscription, encoded));
    }

    private void startWorkers(ChannelName channel, Crowd crowd) {
        for (int shard : crowd.shards()) {
            for (List<Publication> part : TaskSize.split(crowd.publications())) {
                trigger.start(new Broadcast(channel, shard, part, null));
            }
        }
    }

    /**
     * A worker's part: serves all subscribers of a shard, and hands on those there is no time for.
     *
     * @throws DeliveryRefusedException if API Gateway refuses the caller
     */
    void broadcast(Broadcast task, Instant stopAt) {
        LiveRun run = new LiveRun(context, slow);
        Instant oldest = run.now().minus(context.settings().maxAge());
        List<EncodedPublication> publications = task.publications().stream()
                .filter(publication -> !publication.time().isBefore(oldest))
                .map(publication -> new EncodedPublication(task.channel(), publication))
                .toList();
        int dropped = task.publications().size() - publications.size();
        if (dropped > 0) {
            new DeliveryMetrics(context.metrics()).dropped(DropReason.OLD, dropped);
            LOG.warn(
                    "dropped {} publications of {}: older than {}",
                    dropped,
                    task.channel(),
                    context.settings().maxAge());
        }
        if (publications.isEmpty()) {
            return;
        }
        FilteredPublications filtered = new FilteredPublications(publications, filters);
        @Nullable ConnectionId after = task.after();
        boolean last = false;
        while (!last && run.now().isBefore(stopAt)) {
            SubscriberPage page = context.subscriptions()
                    .page(
                            task.channel(),
                            task.shard(),
                            after,
                            context.settings().pageSize());
            page.subscriptions().forEach(subscription -> run.send(subscription, filtered.selectFor(subscription)));
            after = page.next();
            last = page.last();
            while (run.isBusy() && run.now().isBefore(stopAt)) {
                run.advance(stopAt);
            }
        }
        if (!last) {
            trigger.start(new Broadcast(task.channel(), task.shard(), task.publications(), after));
        }
        run.finish(stopAt);
        cleanup.remove(run.gone());
    }
}
