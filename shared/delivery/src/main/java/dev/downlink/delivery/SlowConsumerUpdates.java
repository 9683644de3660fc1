package dev.downlink.delivery;

import dev.downlink.concurrent.EventLoop;
import dev.downlink.connection.Subscription;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.SlowConsumer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings slow consumers, beside the rounds, to where everyone else in their place is; closes those that accept nothing. */
final class SlowConsumerUpdates {

    /** Looking through a long list costs time that the others need. */
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(20);
    /** As often {@link SlowConsumers#look} is called. */
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    /** They share the posts in flight with the rounds. */
    private static final int MAX_AT_ONCE = 64;

    private final DeliveryContext context;
    private final DeliverySettings settings;
    private final ShardProgress progress;
    private final RangeReader ranges;
    private final UpdateSender sender;
    private final ChannelShard shard;
    private final EventLoop loop;
    private Instant nextCheck = Instant.MIN;

    private record Span(long after, long through) {}

    SlowConsumerUpdates(
            DeliveryContext context,
            ShardProgress progress,
            RangeReader ranges,
            UpdateSender sender,
            ChannelShard shard,
            EventLoop loop) {
        this.context = context;
        this.settings = context.settings();
        this.progress = progress;
        this.ranges = ranges;
        this.sender = sender;
        this.shard = shard;
        this.loop = loop;
    }

    /** When {@link #startDue} may have something to do. */
    Instant nextCheck() {
        if (progress.slow().isEmpty()) {
            return Instant.MAX;
        }
        Instant retryAt = progress.slow().nextRetryAt();
        Instant nextLook = loop.now().plus(LOOK_INTERVAL);
        Instant next = retryAt.isBefore(nextCheck) ? nextCheck : retryAt;
        return next.isBefore(nextLook) ? next : nextLook;
    }

    void startDue() {
        Instant now = loop.now();
        progress.slow().look(now);
        if (progress.slow().isEmpty() || now.isBefore(nextCheck)) {
            return;
        }
        nextCheck = now.plus(CHECK_INTERVAL);
        if (!context.limit().isAccountThrottled()) {
            closeHopeless(now);
        }
        List<SlowConsumer> due = progress.slow().due(now, MAX_AT_ONCE);
        List<SlowConsumer> behind = due.stream().filter(this::needsUpdate).toList();
        List<Optional<Subscription>> subscriptions = context.parallel().map(behind, this::find);
        Map<Span, PublicationRange> read = new HashMap<>();
        for (int n = 0; n < behind.size(); n++) {
            SlowConsumer consumer = behind.get(n);
            subscriptions
                    .get(n)
                    .ifPresentOrElse(
                            subscription -> update(consumer, subscription, read),
                            () -> progress.slow().remove(consumer.connection()));
        }
    }

    /** One that is ahead of its place waits until the round passes it: avoids duplicates. */
    private boolean needsUpdate(SlowConsumer consumer) {
        long place = progress.placeOf(consumer.connection());
        if (consumer.after() == place) {
            progress.slow().remove(consumer.connection());
        }
        return consumer.after() < place;
    }

    private void update(SlowConsumer consumer, Subscription subscription, Map<Span, PublicationRange> read) {
        long after = Math.max(consumer.after(), subscription.fromOffset());
        long place = progress.placeOf(consumer.connection());
        Span span = new Span(after, Math.min(place, after + settings.rangeSize()));
        if (after >= place) {
            progress.slow().advance(consumer.connection(), place, loop.now());
            return;
        }
        PublicationRange range = read.computeIfAbsent(span, one -> ranges.read(one.after(), one.through()));
        // Whatever interrupted it: its client may have got more than is known.
        switch (sender.send(subscription, after, range, false, Duration.ZERO)) {
            case AWAITED -> progress.slow().start(consumer.connection());
            case NOTHING_WANTED -> progress.slow().advance(consumer.connection(), span.through(), loop.now());
            case JOINING -> progress.awaitJoin(consumer.connection(), after);
            case NOTHING -> progress.slow().remove(consumer.connection());
        }
    }

    private void closeHopeless(Instant now) {
        List<SlowConsumer> hopeless =
                progress.slow().toClose(now.minus(settings.closeAfter()), settings.maxSlow(), MAX_AT_ONCE);
        for (SlowConsumer consumer : hopeless) {
            find(consumer)
                    .ifPresentOrElse(
                            subscription -> {
                                progress.slow().start(consumer.connection());
                                sender.close(
                                        subscription,
                                        () -> progress.slow()
                                                .failed(consumer.connection(), consumer.after(), loop.now(), false));
                            },
                            () -> progress.slow().remove(consumer.connection()));
        }
    }

    private Optional<Subscription> find(SlowConsumer consumer) {
        return context.subscriptions().find(consumer.connection(), shard.channel(), shard.shard());
    }
}
