package dev.downlink.delivery;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.concurrent.RecentlyUsed;
import dev.downlink.connection.SubscriberPage;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import jakarta.inject.Singleton;
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
 * The subscribers of channels without history, remembered for the namespace's {@code interest_ttl}. Of all the channels that
 * nobody watches, only a batched check is ever paid for.
 *
 * <p>A subscriber that was written before the check is found by it: the check reads consistently, and a watched channel is
 * never marked otherwise. One that comes after waits no longer than {@code interest_ttl}.
 */
@Singleton
final class Audiences {

    /** Channels with more subscribers are left to workers. */
    private static final int MAX_INLINE = 200;

    private static final int MAX_REMEMBERED = 20_000;

    private final SubscriptionRepository subscriptions;
    private final ParallelExecutor parallel;
    private final Clock clock;
    private final RecentlyUsed<ChannelName, Remembered> remembered = new RecentlyUsed<>(MAX_REMEMBERED);

    /**
     * @param small all subscribers; null if they are too many to be served here
     * @param shards the shards that have subscribers
     */
    record Audience(@Nullable List<Subscription> small, Set<Integer> shards) {

        boolean isEmpty() {
            return small != null && small.isEmpty();
        }
    }

    private record Remembered(Audience audience, Instant until) {}

    Audiences(SubscriptionRepository subscriptions, ParallelExecutor parallel, Clock clock) {
        this.subscriptions = subscriptions;
        this.parallel = parallel;
        this.clock = clock;
    }

    /** The audiences of those channels that have one. */
    Map<ChannelName, Audience> of(Collection<Channel> channels) {
        Instant now = clock.instant();
        Map<ChannelName, Audience> audiences = new HashMap<>();
        List<Channel> unknown = new ArrayList<>();
        for (Channel channel : channels) {
            remembered
                    .get(channel.name())
                    .filter(entry -> entry.until().isAfter(now))
                    .ifPresentOrElse(
                            entry -> audiences.put(channel.name(), entry.audience()), () -> unknown.add(channel));
        }
        Map<ChannelName, Set<Integer>> watched = unknown.isEmpty()
                ? Map.of()
                : subscriptions.watched(unknown.stream().map(Channel::name).toList());
        List<Audience> found =
                parallel.map(unknown, channel -> find(channel.name(), watched.getOrDefault(channel.name(), Set.of())));
        for (int n = 0; n < unknown.size(); n++) {
            Channel channel = unknown.get(n);
            Instant until = now.plus(channel.namespace().interestTtl());
            remembered.put(channel.name(), new Remembered(found.get(n), until));
            audiences.put(channel.name(), found.get(n));
        }
        audiences.values().removeIf(Audience::isEmpty);
        return audiences;
    }

    /** The subscribers of those channels that have few, as of now. */
    Map<ChannelName, List<Subscription>> read(Collection<ChannelName> channels) {
        Map<ChannelName, Set<Integer>> watched = subscriptions.watched(channels);
        List<ChannelName> names = List.copyOf(watched.keySet());
        List<Audience> found = parallel.map(names, name -> find(name, watched.getOrDefault(name, Set.of())));
        Map<ChannelName, List<Subscription>> small = new HashMap<>();
        for (int n = 0; n < names.size(); n++) {
            @Nullable List<Subscription> subscribers = found.get(n).small();
            if (subscribers != null) {
                small.put(names.get(n), subscribers);
            }
        }
        return small;
    }

    void forget(ChannelName channel) {
        remembered.remove(channel);
    }

    private Audience find(ChannelName channel, Set<Integer> shards) {
        List<Subscription> all = new ArrayList<>();
        for (int shard : shards) {
            SubscriberPage page = subscriptions.page(channel, shard, null, MAX_INLINE + 1);
            all.addAll(page.subscriptions());
            if (all.size() > MAX_INLINE || !page.last()) {
                return new Audience(null, shards);
            }
            if (page.subscriptions().isEmpty()) {
                subscriptions.unwatch(channel, shard);
            }
        }
        return new Audience(all, shards);
    }
}
