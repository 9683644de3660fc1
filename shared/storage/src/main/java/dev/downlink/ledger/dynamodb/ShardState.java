package dev.downlink.ledger.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.connection.ConnectionId;
import dev.downlink.history.dynamodb.HeadItems;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.Lease;
import dev.downlink.ledger.Progress;
import dev.downlink.ledger.Progress.Exactness;
import dev.downlink.ledger.SlowConsumer;
import dev.downlink.protocol.StreamPosition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a shard as an item has it.
 *
 * <p>Shard 0: in the item of the channel's {@linkplain HeadItems head}, whose {@code n} is what is requested. Other shards:
 * {@code pk = delivery#<shard>#<channel>, sk = state}, with {@code e} epoch and {@code r} requested offset.
 *
 * <p>Both: {@code d} delivered offset, {@code g} the round's target and {@code c} its cursor (absent between rounds), {@code s}
 * how many {@linkplain SlowItems slow consumers} there are (absent if none), {@code f} fencing token, {@code u} lease until
 * (epoch milliseconds; absent while free), {@code b} by which call of which worker, {@code x} the call that released it last,
 * {@code y} the token of the last lease whose holder passed its progress on as exact, or its negative for {@link
 * Progress.Exactness#EXACT_AFTER_ROUND}.
 */
record ShardState(ChannelShard shard, Item item) {

    /** {@code b} is the call's nonce, a space and the worker. */
    static final int NONCE_LENGTH = 8;

    static Item key(ChannelShard shard) {
        return shard.shard() == 0 ? HeadItems.key(shard.channel()) : Item.key(SlowItems.partition(shard), "state");
    }

    static String requestedName(ChannelShard shard) {
        return shard.shard() == 0 ? HeadItems.OFFSET : "r";
    }

    /** Names a call of a worker, so that it is recognised when it is repeated because its answer was lost. */
    static String call(String nonce, String worker) {
        return nonce + " " + worker;
    }

    boolean exists() {
        return item.has(HeadItems.EPOCH);
    }

    boolean hasEpoch(String epoch) {
        return exists() && epoch().equals(epoch);
    }

    String epoch() {
        return item.text(HeadItems.EPOCH);
    }

    long requested() {
        return item.number(requestedName(shard));
    }

    long delivered() {
        return item.number("d");
    }

    long token() {
        return item.number("f");
    }

    boolean hasSlowConsumers() {
        return item.has("s");
    }

    boolean pending() {
        return exists() && (delivered() < requested() || hasSlowConsumers());
    }

    /** {@link Instant#MIN} while the lease is free. */
    Instant until() {
        return item.has("u") ? Instant.ofEpochMilli(item.number("u")) : Instant.MIN;
    }

    boolean held(Instant now) {
        return until().isAfter(now);
    }

    boolean heldBy(String call) {
        return item.find("b").filter(call::equals).isPresent();
    }

    String worker() {
        return item.text("b").substring(NONCE_LENGTH + 1);
    }

    boolean releasedBy(String nonce) {
        return item.find("x").filter(nonce::equals).isPresent();
    }

    /** In how many shards the channel may have subscribers: at least in this one. */
    int spread() {
        return shard.shard() == 0 ? (int) Math.max(1, item.number(HeadItems.SPREAD)) : 1;
    }

    Lease lease() {
        return new Lease(shard, epoch(), token(), requested(), until());
    }

    /** Of a holder that died there is only what it saved last: what counts is said by the holder before this one. */
    private Exactness exactness() {
        long before = token() - 1;
        long exact = item.number("y");
        if (before == 0 || Math.abs(exact) != before) {
            return Exactness.AT_LEAST;
        }
        return exact > 0 ? Exactness.EXACT : Exactness.EXACT_AFTER_ROUND;
    }

    /** For the one who just got the lease. */
    Progress progress(List<SlowConsumer> slow) {
        Progress.@Nullable Round round = item.find("c")
                .map(cursor -> new Progress.Round(item.number("g"), new ConnectionId(cursor)))
                .orElse(null);
        return new Progress(new StreamPosition(delivered(), epoch()), round, slow, exactness());
    }
}
