package dev.downlink.connection.dynamodb;

import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toSet;

import dev.downlink.aws.dynamodb.BatchGet;
import dev.downlink.aws.dynamodb.BatchWrite;
import dev.downlink.aws.dynamodb.Item;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.Credentials;
import dev.downlink.connection.JoinState;
import dev.downlink.connection.Subscription;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Json;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Connections: {@link ConnectionItems}, each beside the {@link ConnectionSubscriptions} of its subscriptions. Those of users, not
 * of anonymous clients, are also in {@link UserItems}.
 */
@Singleton
final class DynamoDbConnectionRepository implements ConnectionRepository {

    private final DynamoDbClient dynamoDb;
    private final Tables tables;
    private final ConnectionSubscriptions notes;
    private final SubscriptionItems subscriptions;
    private final ExpiryItems expiries;
    private final UserItems users;
    private final Clock clock;

    DynamoDbConnectionRepository(DynamoDbClient dynamoDb, Tables tables, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.tables = tables;
        this.notes = new ConnectionSubscriptions(dynamoDb, tables);
        this.subscriptions = new SubscriptionItems(dynamoDb, tables);
        this.expiries = new ExpiryItems(dynamoDb, tables);
        this.users = new UserItems(dynamoDb, tables);
        this.clock = clock;
    }

    @Override
    public void open(Connection connection) {
        List<Item> items = new ArrayList<>();
        items.add(ConnectionItems.item(connection));
        items.add(ExpiryItems.item(connection.id(), connection.expiresAt()));
        if (!connection.anonymous()) {
            items.add(UserItems.item(connection.user(), connection.id(), connection.expiresAt()));
        }
        // All in one request: a sweep finds every connection whose $disconnect never comes.
        BatchWrite.put(dynamoDb, tables.connections(), items);
    }

    @Override
    public Optional<Connection> find(ConnectionId id) {
        Item item = Item.of(dynamoDb.getItem(get -> get.tableName(tables.connections())
                        .key(ConnectionSubscriptions.connectionKey(id).attributes())
                        .consistentRead(true))
                .item());
        return item.isEmpty() || !item.expiresAt().isAfter(clock.instant())
                ? Optional.empty()
                : Optional.of(ConnectionItems.connection(id, item));
    }

    @Override
    public UserPage ofUser(String user, @Nullable ConnectionId after, int limit) {
        UserItems.Page page = users.page(user, after, limit);
        Instant now = clock.instant();
        List<Item> keys =
                page.ids().stream().map(ConnectionSubscriptions::connectionKey).toList();
        return new UserPage(
                BatchGet.from(dynamoDb, tables.connections(), keys).stream()
                        .filter(item -> item.expiresAt().isAfter(now)
                                && item.text(ConnectionItems.USER).equals(user))
                        .map(item -> ConnectionItems.connection(ConnectionSubscriptions.connection(item), item))
                        .sorted(Comparator.comparing(
                                connection -> connection.id().value()))
                        .toList(),
                page.next());
    }

    @Override
    public Optional<Identified> identify(
            ConnectionId id, Dialect dialect, String user, @Nullable Json info, Credentials credentials) {
        AttributeUpdate identity = new AttributeUpdate()
                .text(WireAttributes.DIALECT, dialect.name())
                .text(ConnectionItems.USER, user)
                .text(ConnectionItems.INFO, CredentialAttributes.text(info))
                .number(ConnectionItems.IN_SESSION, 1L);
        @Nullable
        Item item = update(id, CredentialAttributes.add(identity, credentials)).orElse(null);
        if (item == null) {
            return Optional.empty();
        }
        if (!user.isEmpty()) {
            users.put(user, id, item.expiresAt());
        }
        List<ConnectionSubscriptions.Note> all = notes.of(id);
        all.forEach(note -> subscriptions.identify(id, note, dialect, user, info));
        return Optional.of(new Identified(
                ConnectionItems.connection(id, item),
                all.stream().map(ConnectionSubscriptions.Note::channel).collect(toSet())));
    }

    @Override
    public boolean refresh(ConnectionId id, @Nullable Json info, Credentials credentials) {
        AttributeUpdate update = new AttributeUpdate().text(ConnectionItems.INFO, CredentialAttributes.text(info));
        return update(id, CredentialAttributes.add(update, credentials)).isPresent();
    }

    /** A command that is processed after its socket closed must not restore the connection. */
    private Optional<Item> update(ConnectionId id, AttributeUpdate update) {
        try {
            return Optional.of(Item.of(dynamoDb.updateItem(change -> update.addTo(change)
                            .tableName(tables.connections())
                            .key(ConnectionSubscriptions.connectionKey(id).attributes())
                            .returnValues(ReturnValue.ALL_NEW))
                    .attributes()));
        } catch (ConditionalCheckFailedException gone) {
            return Optional.empty();
        }
    }

    /**
     * The connection first, its notes after: whoever adds a subscription looks for the connection last, so either it finds none
     * and takes its subscription back, or its note is there to be found here. The expiry item goes last, so that a sweep finds
     * what a crash leaves.
     */
    @Override
    public List<Subscription> remove(ConnectionId id) {
        Item removed = Item.of(dynamoDb.deleteItem(delete -> delete.tableName(tables.connections())
                        .key(ConnectionSubscriptions.connectionKey(id).attributes())
                        .returnValues(ReturnValue.ALL_OLD))
                .attributes());
        List<ConnectionSubscriptions.Note> all = notes.of(id);
        Map<Boolean, List<ConnectionSubscriptions.Note>> byLeave =
                all.stream().collect(partitioningBy(ConnectionSubscriptions.Note::tellsLeave));
        subscriptions.deleteAll(id, byLeave.getOrDefault(false, List.of()));
        // One by one: a batch does not say what it deleted.
        List<Subscription> told = byLeave.getOrDefault(true, List.of()).stream()
                .map(note -> subscriptions.delete(id, note.channel(), note.shard(), Long.MAX_VALUE))
                .flatMap(deletion -> Stream.ofNullable(deletion.deleted()))
                .filter(subscription -> subscription.joinState() == JoinState.TOLD)
                .toList();
        notes.deleteAll(id, all);
        if (!removed.isEmpty()) {
            Item expiry = ExpiryItems.key(id, removed.expiresAt());
            String user = removed.text(ConnectionItems.USER);
            expiries.delete(user.isEmpty() ? List.of(expiry) : List.of(UserItems.key(user, id), expiry));
        }
        return told;
    }

    @Override
    public List<ConnectionId> expired(Instant now, int limit) {
        List<Item> expired = expiries.expired(now, limit);
        if (expired.isEmpty()) {
            return List.of();
        }
        Set<Map<String, AttributeValue>> registered = BatchGet.from(
                        dynamoDb,
                        tables.connections(),
                        expired.stream()
                                .map(item -> ConnectionSubscriptions.connectionKey(ExpiryItems.connection(item)))
                                .toList())
                .stream()
                .map(item -> Item.key(item.text(Item.PK), item.text(Item.SK)).attributes())
                .collect(toSet());
        Map<Boolean, List<Item>> left = expired.stream().collect(partitioningBy(item -> {
            ConnectionId id = ExpiryItems.connection(item);
            return registered.contains(ConnectionSubscriptions.connectionKey(id).attributes())
                    || !notes.of(id).isEmpty();
        }));
        // Left by a remove that crashed just before its last step.
        expiries.delete(left.getOrDefault(false, List.of()));
        return left.getOrDefault(true, List.of()).stream()
                .map(ExpiryItems::connection)
                .toList();
    }
}
