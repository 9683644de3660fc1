package dev.downlink.delivery;

import dev.downlink.concurrent.EventLoops;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.post.ConcurrencyLimit;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.history.ChannelHistory;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.metrics.Metrics;
import jakarta.inject.Singleton;

/** What every delivery works with. */
@Singleton
record DeliveryContext(
        SubscriptionRepository subscriptions,
        ChannelHistory history,
        DeliveryLedger ledger,
        ConnectionPoster poster,
        ConcurrencyLimit limit,
        ParallelExecutor parallel,
        EventLoops loops,
        DeliverySettings settings,
        Metrics metrics) {}
