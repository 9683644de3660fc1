package dev.downlink.delivery;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.concurrent.EventLoop;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.DeliveryLedger.Requested;
import dev.downlink.ledger.PendingDeliveries;
import dev.downlink.metrics.Metric;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has publications of channels with history delivered, from where they are published: makes them the channel's head, and, where
 * nobody is at work, takes the lease and delivers to a small audience at once. What is left over a worker takes over. When a
 * call returns, what was appended is acknowledged, and delivered or certain to be.
 */
@Singleton
public final class PublicationDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(PublicationDelivery.class);

    /** A channel whose subscribers are in more shards is large: its shards are delivered side by side by workers. */
    private static final int MAX_SHARDS_INLINE = 2;
    /** A small audience fits a page. */
    private static final int MAX_PAGES_INLINE = 1;

    private final DeliveryContext context;
    private final PendingDeliveries pending;
    private final FanOutTrigger trigger;
    private final EmptyChannels emptyChannels;

    PublicationDelivery(
            DeliveryContext context, PendingDeliveries pending, FanOutTrigger trigger, EmptyChannels empty) {
        this.context = context;
        this.pending = pending;
        this.trigger = trigger;
        this.emptyChannels = empty;
    }

    private record Shard(ChannelShard shard, Requested requested) {}

    /**
     * @param head the position of the newest publication that was appended
     * @param appended what was appended up to it, contiguous; may be empty
     */
    public void deliver(Channel channel, StreamPosition head, List<Publication> appended) {
        context.metrics().line().count(Metric.PUBLICATIONS, appended.size()).write();
        EventLoop loop = context.loops().create();
        String worker = UUID.randomUUID().toString();
        serve(requestAll(channel, head, worker, loop), appended, loop);
    }

    /** Requests delivery to every shard that may have subscribers. */
    private List<Shard> requestAll(Channel channel, StreamPosition head, String worker, EventLoop loop) {
        if (channel.shards() > 1) {
            context.ledger().advance(channel, head);
            return requestWatched(channel.name(), 0, head, worker);
        }
        if (emptyChannels.contains(channel.name()) && isStillEmpty(channel, head, loop)) {
            return List.of();
        }
        Shard first = request(new ChannelShard(channel.name(), 0), head, worker);
        List<Shard> shards = new ArrayList<>(List.of(first));
        if (first.requested().spread() > 1) {
            // There were more shards once, and subscribers may have stayed in them.
            shards.addAll(requestWatched(channel.name(), 1, head, worker));
        }
        return shards;
    }

    /** While a channel has no subscribers, a publication is made the head and no lease is taken. */
    private boolean isStillEmpty(Channel channel, StreamPosition head, EventLoop loop) {
        DeliveryLedger.Head state = context.ledger().advance(channel, head);
        boolean empty = state.spread() == 1
                && !state.leasedUntil().isAfter(loop.now())
                && context.subscriptions()
                        .page(channel.name(), 0, null, 1)
                        .subscriptions()
                        .isEmpty();
        if (!empty) {
            emptyChannels.remove(channel.name());
        }
        return empty;
    }

    /** Shards without subscribers are skipped; those with some are asked for side by side. */
    private List<Shard> requestWatched(ChannelName channel, int from, StreamPosition head, String worker) {
        List<Integer> watched =
                context.subscriptions().watched(List.of(channel)).getOrDefault(channel, Set.of()).stream()
                        .filter(number -> number >= from)
                        .sorted()
                        .toList();
        return context.parallel().map(watched, number -> request(new ChannelShard(channel, number), head, worker));
    }

    private Shard request(ChannelShard shard, StreamPosition head, String worker) {
        return new Shard(
                shard,
                context.ledger().request(shard, head, worker, context.settings().lease()));
    }

    private void serve(List<Shard> shards, List<Publication> appended, EventLoop loop) {
        List<Requested.Acquired> acquired = shards.stream()
                .flatMap(shard -> shard.requested() instanceof Requested.Acquired one ? Stream.of(one) : Stream.of())
                .toList();
        shards.stream()
                .filter(shard -> shard.requested() instanceof Requested.Noted)
                .forEach(shard -> pending.mark(shard.shard()));
        if (acquired.size() > MAX_SHARDS_INLINE) {
            context.parallel().each(acquired, one -> handOver(new DeliveryEnd.Unfinished(one.lease(), one.progress())));
            return;
        }
        Instant stopAt = loop.now().plus(context.settings().inlineBudget());
        acquired.forEach(one -> deliver(one, appended, loop, stopAt));
    }

    private void deliver(Requested.Acquired acquired, List<Publication> appended, EventLoop loop, Instant stopAt) {
        ChannelShard shard = acquired.lease().shard();
        try {
            LeasedDelivery delivery = new LeasedDelivery(
                    context,
                    acquired.lease(),
                    acquired.progress(),
                    appended,
                    loop,
                    new LeasedDelivery.Limits(stopAt, MAX_PAGES_INLINE));
            DeliveryEnd end = delivery.run();
            if (end instanceof DeliveryEnd.Unfinished unfinished) {
                handOver(unfinished);
            }
            emptyChannels.note(shard, delivery.foundNobody());
            if (!delivery.gone().isEmpty()) {
                trigger.start(new FanOutTask.RemoveConnections(List.copyOf(delivery.gone())));
            }
        } catch (RuntimeException failed) {
            // The publication is in the history: not the publisher's failure.
            LOG.error(
                    "could not deliver {}; the sweep retries within a minute: {}", shard, failed.getMessage(), failed);
            pending.mark(shard);
        }
    }

    private void handOver(DeliveryEnd.Unfinished unfinished) {
        pending.mark(unfinished.lease().shard());
        trigger.start(unfinished.takeOver());
    }
}
