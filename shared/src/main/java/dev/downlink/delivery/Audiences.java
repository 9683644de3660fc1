package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Namespace;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who subscribes to channels without history, remembered for the namespace's {@code interest_ttl}. Of all the channels that
 * nobody watches, only a batched check is ever paid for.
 *
 * <p>A subscriber that was written before the check is found by it: the check reads consistently, and a watched channel is
 * never marked otherwise. One that comes after waits no longer than {@code interest_ttl}.
 */
final class Audiences {

    /** So many connections are served at once where publications come in; more are left to workers. */
    private static final int SMALL = 200;

    private static final int MOST_REMEMBERED = 20_000;

    private final ChannelRules rules;
    private final SubscriptionRepository subscriptions;
    private final ParallelExecutor parallel;
    private final Clock clock;
    private final Map<ChannelName, Remembered> remembered = new HashMap<>();

    /**
     * @param small all subscribers; null if they are too many to be served here
     * @param shards how many workers share them
     */
    record Audience(@Nullable List<Subscription> small, int shards) {

        boolean isEmpty() {
            return small != null && small.isEmpty();
        }
    }

    private record Remembered(Audience audience, Instant until) {}

    Audiences(ChannelRules rules, SubscriptionRepository subscriptions, ParallelExecutor parallel, Clock clock) {
        this.rules = rules;
        this.subscriptions = subscriptions;
        this.parallel = parallel;
        this.clock = clock;
    }

    /** The audiences of those channels that have one. */
    synchronized Map<ChannelName, Audience> of(Collection<ChannelName> channels) {
        Instant now = clock.instant();
        if (remembered.size() > MOST_REMEMBERED) {
            remembered.values().removeIf(entry -> !entry.until().isAfter(now));
        }
        Map<ChannelName, Audience> audiences = new HashMap<>();
        List<ChannelName> unknown = new ArrayList<>();
        for (ChannelName channel : channels) {
            @Nullable Remembered entry = remembered.get(channel);
            if (entry != null && entry.until().isAfter(now)) {
                audiences.put(channel, entry.audience());
            } else {
                unknown.add(channel);
            }
        }
        Set<ChannelName> watched = unknown.isEmpty() ? Set.of() : subscriptions.watched(unknown);
        List<Audience> found = parallel.map(unknown, channel -> {
            int shards = namespaceOf(channel).fanOutShards();
            return watched.contains(channel) ? find(channel, shards) : new Audience(List.of(), shards);
        });
        for (int n = 0; n < unknown.size(); n++) {
            ChannelName channel = unknown.get(n);
            Audience audience = found.get(n);
            remembered.put(
                    channel,
                    new Remembered(audience, now.plus(namespaceOf(channel).interestTtl())));
            audiences.put(channel, audience);
        }
        audiences.values().removeIf(Audience::isEmpty);
        return audiences;
    }

    synchronized void forget(ChannelName channel) {
        remembered.remove(channel);
    }

    private Namespace namespaceOf(ChannelName channel) {
        return rules.namespaceOf(channel)
                .orElseThrow(() -> new IllegalArgumentException("No namespace for channel " + channel));
    }

    private Audience find(ChannelName channel, int shards) {
        List<Subscription> all = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            all.addAll(subscriptions.page(channel, shard, null, SMALL + 1));
            if (all.size() > SMALL) {
                return new Audience(null, shards);
            }
        }
        if (all.isEmpty()) {
            subscriptions.unwatch(channel, shards);
        }
        return new Audience(all, shards);
    }
}
