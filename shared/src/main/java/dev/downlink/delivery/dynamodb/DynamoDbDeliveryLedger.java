package dev.downlink.delivery.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.delivery.ChannelShard;
import dev.downlink.delivery.DeliveryLedger;
import dev.downlink.delivery.Progress;
import dev.downlink.protocol.StreamPosition;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * One item for each shard of a channel, beside the channel's log.
 *
 * <p>{@code pk = <channel>, sk = fanout#<shard>}: {@code w} how many wishes, {@code f} fencing token, {@code u} lease until
 * (epoch milliseconds; absent while free), {@code b} by which worker, and the {@link ProgressAttributes progress}.
 */
@Singleton
final class DynamoDbDeliveryLedger implements DeliveryLedger {

    private static final String WISHES = "w";
    private static final String TOKEN = "f";
    private static final String UNTIL = "u";
    private static final String WORKER = "b";

    /** Longer than any subscription: whoever subscribes after a silence this long needs nothing from before it. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Clock clock;

    DynamoDbDeliveryLedger(DynamoDbClient dynamoDb, @Value("${publications.table}") String table, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public Wanted want(ChannelShard shard, StreamPosition position) {
        Item values = Item.empty()
                .with(":e", position.epoch())
                .with(":one", 1)
                .with(":ttl", clock.instant().plus(KEPT).getEpochSecond());
        Result result = update(
                shard,
                "SET e = if_not_exists(e, :e), #ttl = :ttl ADD w :one",
                // Same epoch: progress in another says nothing about this one.
                "attribute_not_exists(e) OR e = :e",
                values,
                Map.of("#ttl", Item.TTL));
        if (!result.done()) {
            // Different: of two publishers who find the old epoch, one resets it. The token fences the old epoch's
            // worker out.
            result = update(
                    shard,
                    "SET e = :e, #ttl = :ttl REMOVE u, b, " + ProgressAttributes.ALL_BUT_EPOCH + " ADD w :one, f :one",
                    "e <> :e",
                    values,
                    Map.of("#ttl", Item.TTL));
        }
        return result.done() ? wanted(result.item(), position) : want(shard, position);
    }

    private Wanted wanted(Item item, StreamPosition position) {
        boolean atWork = until(item).isAfter(clock.instant());
        boolean delivered = ProgressAttributes.read(item).delivered().offset() >= position.offset();
        return atWork || delivered ? new Wanted.Recorded() : new Wanted.NeedsWorker(item.number(TOKEN));
    }

    @Override
    public Claim acquire(ChannelShard shard, String worker, Duration duration) {
        Instant now = clock.instant();
        Item values = Item.empty()
                .with(":until", now.plus(duration).toEpochMilli())
                .with(":now", now.toEpochMilli())
                .with(":worker", worker)
                .with(":one", 1);
        Result result = update(
                shard,
                "SET u = :until, b = :worker ADD f :one",
                // Free or expired: of two workers that find it so, one gets it, with a token of its own.
                "attribute_exists(pk) AND (attribute_not_exists(u) OR u <= :now)",
                values,
                Map.of());
        Item item = result.item();
        if (result.done()) {
            return new Claim.Acquired(lease(shard, item), ProgressAttributes.read(item));
        }
        return item.isEmpty() ? new Claim.Idle() : new Claim.Taken(item.text(WORKER), until(item));
    }

    @Override
    public Optional<Lease> save(Lease lease, Progress progress, Duration duration) {
        Item values = ProgressAttributes.values(progress)
                .with(":f", lease.token())
                .with(":until", clock.instant().plus(duration).toEpochMilli());
        Result result = update(
                lease.shard(),
                ProgressAttributes.set(progress, "u = :until", ""),
                // Token: whoever has been fenced out must not overwrite the progress of the one after.
                "f = :f",
                values,
                Map.of());
        return result.done() ? Optional.of(lease(lease.shard(), result.item())) : Optional.empty();
    }

    @Override
    public Release release(Lease lease, Progress progress) {
        Item values =
                ProgressAttributes.values(progress).with(":f", lease.token()).with(":w", lease.wishes());
        Result result = update(
                lease.shard(),
                ProgressAttributes.set(progress, "", "u, b"),
                // Wishes: a publisher that was told a worker is at work must find that worker staying for it.
                "f = :f AND w = :w",
                values,
                Map.of());
        if (result.done()) {
            return new Release.Released();
        }
        return result.item().number(TOKEN) == lease.token()
                ? new Release.MoreWanted(lease(lease.shard(), result.item()))
                : new Release.Lost();
    }

    @Override
    public boolean handOver(Lease lease, Progress progress) {
        Item values = ProgressAttributes.values(progress).with(":f", lease.token());
        return update(lease.shard(), ProgressAttributes.set(progress, "", "u, b"), "f = :f", values, Map.of())
                .done();
    }

    /** @param item as it is now: changed if done, as the condition found it if not; empty if there is none */
    private record Result(boolean done, Item item) {}

    private Result update(
            ChannelShard shard, String expression, String condition, Item values, Map<String, String> names) {
        try {
            return new Result(
                    true,
                    Item.of(dynamoDb.updateItem(update -> update.tableName(table)
                                    .key(Item.key(shard.channel().value(), "fanout#" + shard.shard())
                                            .attributes())
                                    .updateExpression(expression)
                                    .conditionExpression(condition)
                                    .expressionAttributeValues(values.attributes())
                                    .expressionAttributeNames(names.isEmpty() ? null : names)
                                    .returnValues(ReturnValue.ALL_NEW)
                                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                            .attributes()));
        } catch (ConditionalCheckFailedException refused) {
            return new Result(false, Item.of(refused.item()));
        }
    }

    private static Lease lease(ChannelShard shard, Item item) {
        return new Lease(shard, item.number(TOKEN), item.number(WISHES), until(item));
    }

    private static Instant until(Item item) {
        return Instant.ofEpochMilli(item.number(UNTIL));
    }
}
