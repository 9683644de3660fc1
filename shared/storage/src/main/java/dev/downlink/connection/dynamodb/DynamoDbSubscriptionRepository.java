package dev.downlink.connection.dynamodb;

import static java.util.stream.Collectors.toSet;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.JoinState;
import dev.downlink.connection.SubscriberPage;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connection.SubscriptionTerms;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Subscriptions: each is a {@link SubscriptionItems item of its channel} and a {@link ConnectionSubscriptions note of its connection}. */
@Singleton
final class DynamoDbSubscriptionRepository implements SubscriptionRepository {

    private final ConnectionSubscriptions notes;
    private final SubscriptionItems items;
    private final WatchedMarkers markers;
    private final Clock clock;

    DynamoDbSubscriptionRepository(DynamoDbClient dynamoDb, Tables tables, Clock clock) {
        this.notes = new ConnectionSubscriptions(dynamoDb, tables);
        this.items = new SubscriptionItems(dynamoDb, tables);
        this.markers = new WatchedMarkers(dynamoDb, tables);
        this.clock = clock;
    }

    /** The note first: a crash in between leaves a note without a subscription, never a subscription without its note. */
    @Override
    public Added add(Subscription subscription, int shards) {
        ConnectionId connection = subscription.connection();
        ChannelName channel = subscription.channel();
        Optional<ConnectionSubscriptions.Note> earlier = notes.find(connection, channel);
        // A subscription that exists stays in its shard, however many there are now.
        int shard = earlier.map(ConnectionSubscriptions.Note::shard)
                .orElseGet(() -> Subscription.shardOf(connection, shards));
        ConnectionSubscriptions.Note note =
                new ConnectionSubscriptions.Note(channel, shard, subscription.joinState() != JoinState.UNTOLD);
        notes.put(connection, note, subscription.terms().commandId(), subscription.expiresAt());
        items.put(subscription, shard);

        markers.ensure(channel, shard, subscription.expiresAt());
        // Read last: a removal that ended before now may have missed the note. And the count includes it.
        OptionalInt channels = notes.count(connection);
        if (channels.isEmpty()) {
            remove(connection, note, Long.MAX_VALUE);
        }
        return new Added(earlier.isPresent(), channels.orElse(0));
    }

    @Override
    public Optional<Subscription> remove(ConnectionId connection, ChannelName channel, long commandId) {
        // Without a note there is no subscription.
        return notes.find(connection, channel).flatMap(note -> remove(connection, note, commandId));
    }

    private Optional<Subscription> remove(ConnectionId connection, ConnectionSubscriptions.Note note, long commandId) {
        SubscriptionItems.Deletion deletion = items.delete(connection, note.channel(), note.shard(), commandId);
        if (!deletion.refused()) {
            notes.delete(connection, note.channel(), commandId);
        }
        return Optional.ofNullable(deletion.deleted());
    }

    @Override
    public Optional<Subscription> removeExpired(ConnectionId connection, ChannelName channel, Instant now) {
        return notes.find(connection, channel)
                .flatMap(note -> items.deleteExpired(connection, channel, note.shard(), now))
                .map(deleted -> {
                    notes.delete(connection, channel, deleted.terms().commandId());
                    return deleted;
                });
    }

    @Override
    public boolean markTold(ConnectionId connection, ChannelName channel) {
        return notes.find(connection, channel)
                .filter(note -> items.markTold(connection, channel, note.shard()))
                .isPresent();
    }

    @Override
    public boolean markJoined(ConnectionId connection, ChannelName channel, long commandId) {
        return notes.find(connection, channel)
                .filter(note -> items.markJoined(connection, channel, note.shard(), commandId))
                .isPresent();
    }

    @Override
    public boolean renew(ConnectionId connection, ChannelName channel, SubscriptionTerms terms) {
        return notes.find(connection, channel)
                .filter(note -> items.renew(connection, channel, note.shard(), terms))
                .isPresent();
    }

    @Override
    public Optional<Subscription> find(ConnectionId connection, ChannelName channel, int shard) {
        return items.find(connection, channel, shard)
                .or(() -> notes.find(connection, channel)
                        .filter(note -> note.shard() != shard)
                        .flatMap(note -> items.find(connection, channel, note.shard())))
                .filter(this::live);
    }

    @Override
    public Set<ChannelName> channelsOf(ConnectionId connection) {
        return notes.of(connection).stream()
                .map(ConnectionSubscriptions.Note::channel)
                .collect(toSet());
    }

    @Override
    public SubscriberPage page(ChannelName channel, int shard, @Nullable ConnectionId after, int limit) {
        SubscriberPage page = items.page(channel, shard, after, limit);
        return new SubscriberPage(
                page.subscriptions().stream().filter(this::live).toList(), page.next());
    }

    @Override
    public Map<ChannelName, Set<Integer>> watched(Collection<ChannelName> channels) {
        return markers.of(channels);
    }

    @Override
    public void unwatch(ChannelName channel, int shard) {
        markers.removeIf(channel, shard, () -> {
            SubscriberPage page = items.page(channel, shard, null, 1);
            return page.subscriptions().isEmpty() && page.last();
        });
    }

    private boolean live(Subscription subscription) {
        return subscription.isLive(clock.instant());
    }
}
