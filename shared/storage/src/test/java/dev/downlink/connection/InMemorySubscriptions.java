package dev.downlink.connection;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Subscriptions in memory. */
public final class InMemorySubscriptions implements SubscriptionRepository, SubscriptionCensus {

    /** Small, so that tests have several pages. */
    private static final int CENSUS_PAGE = 100;

    private final List<Entry> entries = new ArrayList<>();
    private final Set<ConnectionId> removed = new HashSet<>();
    private final Clock clock;

    private record Entry(Subscription subscription, int shard) {

        boolean is(ConnectionId connection, ChannelName channel) {
            return subscription.connection().equals(connection)
                    && subscription.channel().equals(channel);
        }
    }

    public InMemorySubscriptions(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Added add(Subscription subscription, int shards) {
        if (removed.contains(subscription.connection())) {
            return new Added(false, 0);
        }
        int shard = entries.stream()
                .filter(entry -> entry.is(subscription.connection(), subscription.channel()))
                .map(Entry::shard)
                .findFirst()
                .orElseGet(() -> Subscription.shardOf(subscription.connection(), shards));
        boolean replaced = entries.removeIf(entry -> entry.is(subscription.connection(), subscription.channel()));
        entries.add(new Entry(subscription, shard));
        return new Added(replaced, channelsOf(subscription.connection()).size());
    }

    @Override
    public synchronized Optional<Subscription> remove(ConnectionId connection, ChannelName channel, long commandId) {
        Optional<Entry> removed = entries.stream()
                .filter(entry -> entry.is(connection, channel))
                .filter(entry -> entry.subscription().terms().commandId() <= commandId)
                .findFirst();
        removed.ifPresent(entries::remove);
        return removed.map(Entry::subscription);
    }

    @Override
    public synchronized boolean markTold(ConnectionId connection, ChannelName channel) {
        entries.replaceAll(entry -> entry.is(connection, channel)
                ? new Entry(entry.subscription().withJoinState(JoinState.TOLD), entry.shard())
                : entry);
        return entries.stream().anyMatch(entry -> entry.is(connection, channel));
    }

    @Override
    public synchronized boolean renew(ConnectionId connection, ChannelName channel, SubscriptionTerms terms) {
        boolean exists = entries.stream().anyMatch(entry -> entry.is(connection, channel));
        entries.replaceAll(entry -> {
            Subscription was = entry.subscription();
            SubscriptionTerms renewed = new SubscriptionTerms(was.terms().commandId(), terms.info(), terms.expiresAt());
            return entry.is(connection, channel) ? new Entry(was.withTerms(renewed), entry.shard()) : entry;
        });
        return exists;
    }

    @Override
    public synchronized Optional<Subscription> find(ConnectionId connection, ChannelName channel, int shard) {
        return entries.stream()
                .filter(entry -> entry.is(connection, channel))
                .map(Entry::subscription)
                .filter(this::live)
                .findFirst();
    }

    @Override
    public synchronized Set<ChannelName> channelsOf(ConnectionId connection) {
        return entries.stream()
                .map(Entry::subscription)
                .filter(subscription -> subscription.connection().equals(connection))
                .map(Subscription::channel)
                .collect(toSet());
    }

    @Override
    public synchronized SubscriberPage page(ChannelName channel, int shard, @Nullable ConnectionId after, int limit) {
        List<Subscription> left = entries.stream()
                .filter(entry -> entry.shard() == shard)
                .map(Entry::subscription)
                .filter(subscription -> subscription.channel().equals(channel))
                .filter(subscription ->
                        after == null || subscription.connection().value().compareTo(after.value()) > 0)
                .sorted(Comparator.comparing(
                        subscription -> subscription.connection().value()))
                .toList();
        List<Subscription> read = left.subList(0, Math.min(limit, left.size()));
        return new SubscriberPage(
                read.stream().filter(this::live).toList(),
                read.size() == left.size() ? null : read.getLast().connection());
    }

    @Override
    public synchronized Map<ChannelName, Set<Integer>> watched(Collection<ChannelName> channels) {
        return entries.stream()
                .filter(entry -> channels.contains(entry.subscription().channel()))
                .collect(groupingBy(entry -> entry.subscription().channel(), mapping(Entry::shard, toSet())));
    }

    @Override
    public void unwatch(ChannelName channel, int shard) {
        // Nothing is kept apart from the subscriptions.
    }

    @Override
    public synchronized Page page(@Nullable String after) {
        int from = after == null ? 0 : Integer.parseInt(after);
        int to = Math.min(entries.size(), from + CENSUS_PAGE);
        List<SubscriptionCensus.Entry> found = entries.subList(from, to).stream()
                .map(Entry::subscription)
                .filter(this::live)
                .map(live -> new SubscriptionCensus.Entry(live.channel(), live.connection(), live.user()))
                .toList();
        return new Page(found, to == entries.size() ? null : Integer.toString(to));
    }

    synchronized List<Subscription> removeAll(ConnectionId connection) {
        removed.add(connection);
        List<Subscription> told = entries.stream()
                .map(Entry::subscription)
                .filter(subscription -> subscription.connection().equals(connection))
                .filter(subscription -> subscription.joinState() == JoinState.TOLD)
                .toList();
        entries.removeIf(entry -> entry.subscription().connection().equals(connection));
        return told;
    }

    synchronized void identify(ConnectionId connection, Dialect dialect, String user, @Nullable Json info) {
        entries.replaceAll(entry -> {
            Subscription was = entry.subscription();
            return was.connection().equals(connection)
                    ? new Entry(
                            new Subscription(
                                    was.channel(),
                                    connection,
                                    dialect,
                                    Framing.of(dialect, was.framing() == Framing.LINES),
                                    user,
                                    info,
                                    was.fromOffset(),
                                    was.serverSide(),
                                    was.expiresAt(),
                                    was.terms(),
                                    was.options(),
                                    was.joinState()),
                            entry.shard())
                    : entry;
        });
    }

    private boolean live(Subscription subscription) {
        return subscription.isLive(clock.instant());
    }
}
