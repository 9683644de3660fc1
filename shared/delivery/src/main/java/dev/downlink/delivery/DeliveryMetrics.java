package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.delivery.SubscriberUpdate.LivePushes;
import dev.downlink.delivery.SubscriberUpdate.Publications;
import dev.downlink.delivery.post.DeliveryOutcome;
import dev.downlink.metrics.Dimension;
import dev.downlink.metrics.Metric;
import dev.downlink.metrics.MetricLine;
import dev.downlink.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Counts how the deliveries of one run end, and how old publications are when they arrive. */
final class DeliveryMetrics {

    private final Metrics metrics;
    private final MetricLine line;

    DeliveryMetrics(Metrics metrics) {
        this.metrics = metrics;
        line = metrics.line();
    }

    void ended(SubscriberUpdate update, DeliveryOutcome outcome, Instant now) {
        switch (outcome) {
            case DeliveryOutcome.Delivered delivered -> {
                line.count(Metric.DELIVERIES, 1);
                newest(update).ifPresent(time -> line.time(Metric.PUBLISH_TO_FRAME, Duration.between(time, now)));
                if (line.isFull(Metric.PUBLISH_TO_FRAME)) {
                    line.write();
                }
            }
            case DeliveryOutcome.Gone gone -> line.count(Metric.GONE_CONNECTIONS, 1);
            // Counted post by post.
            case DeliveryOutcome.Throttled throttled -> {}
            case DeliveryOutcome.Failed failed -> line.count(Metric.FAILED_POSTS, 1);
            case DeliveryOutcome.Refused refused -> line.count(Metric.REFUSED_POSTS, 1);
        }
    }

    void slow() {
        line.count(Metric.SLOW_CONSUMERS, 1);
    }

    /** A round begins, and so many publications wait. One is the usual case, and written nowhere. */
    void waiting(ChannelName channel, long publications) {
        if (publications > 1) {
            metrics.line()
                    .by(Dimension.NAMESPACE, channel.namespace())
                    .count(Metric.DELIVERY_BACKLOG, publications)
                    .write();
        }
    }

    void dropped(DropReason reason, long publications) {
        metrics.line()
                .by(Dimension.REASON, reason.name().toLowerCase(Locale.ROOT))
                .count(Metric.DROPPED_PUBLICATIONS, publications)
                .write();
    }

    /** The run ends. */
    void write(int throttledPosts) {
        line.count(Metric.THROTTLED_POSTS, throttledPosts).write();
    }

    private static Optional<Instant> newest(SubscriberUpdate update) {
        return switch (update) {
            case Publications publications -> publications.range().newest();
            case LivePushes live ->
                live.pushes().getLast() instanceof EncodedPublication newest
                        ? Optional.of(newest.publication().time())
                        : Optional.empty();
            case SubscriberUpdate.EndOfSubscription end -> Optional.empty();
        };
    }
}
