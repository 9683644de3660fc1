package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.delivery.DeliveryLedger.Wanted;
import dev.downlink.protocol.StreamPosition;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Has a channel's log delivered: notes what is wanted, and starts a worker where none is at work or on its way. */
@Singleton
public final class CatchUpRequests {

    /** How long a worker that was started here is trusted to be on its way. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

    private static final int MOST_REMEMBERED = 1_000;

    private final DeliveryLedger ledger;
    private final FanOutTrigger trigger;
    private final Clock clock;
    private final Map<ChannelShard, Started> started = new ConcurrentHashMap<>();

    private record Started(long token, Instant at) {

        boolean isOnItsWay(Instant now) {
            return now.isBefore(at.plus(ON_ITS_WAY));
        }
    }

    public CatchUpRequests(DeliveryLedger ledger, FanOutTrigger trigger, Clock clock) {
        this.ledger = ledger;
        this.trigger = trigger;
        this.clock = clock;
    }

    /** Once this has returned, everything up to the position will be delivered to every shard. */
    public void request(ChannelName channel, int shards, StreamPosition position) {
        for (int number = 0; number < shards; number++) {
            ChannelShard shard = new ChannelShard(channel, number);
            switch (ledger.want(shard, position)) {
                case Wanted.Recorded recorded -> started.remove(shard);
                case Wanted.NeedsWorker needs -> start(shard, needs.token());
            }
        }
    }

    /**
     * A burst of publications starts one worker, not one each: as long as the token stands, the worker started before has not
     * come to look yet, and will see this wish too.
     */
    private void start(ChannelShard shard, long token) {
        Instant now = clock.instant();
        @Nullable Started earlier = started.get(shard);
        if (earlier != null && earlier.token() == token && earlier.isOnItsWay(now)) {
            return;
        }
        if (started.size() >= MOST_REMEMBERED) {
            started.values().removeIf(one -> !one.isOnItsWay(now));
        }
        trigger.start(new FanOutTask.CatchUp(shard.channel(), shard.shard()));
        started.put(shard, new Started(token, now));
    }

    /** How many workers are remembered to have been started. */
    int remembered() {
        return started.size();
    }
}
