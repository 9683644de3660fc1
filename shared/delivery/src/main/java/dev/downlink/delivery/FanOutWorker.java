package dev.downlink.delivery;

import dev.downlink.concurrent.EventLoop;
import dev.downlink.delivery.FanOutTask.CatchUp;
import dev.downlink.delivery.FanOutTask.TakeOver;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger.Claim;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Does what a {@link FanOutTrigger} was asked for. It returns when all of it is done or handed on; it throws when it could not,
 * and is then to be called again.
 */
@Singleton
public final class FanOutWorker {

    private final DeliveryContext context;
    private final FanOutTrigger trigger;
    private final LiveDelivery live;
    private final JoinLeaveDelivery joinLeave;
    private final ConnectionCleanup cleanup;

    FanOutWorker(
            DeliveryContext context,
            FanOutTrigger trigger,
            LiveDelivery live,
            JoinLeaveDelivery joinLeave,
            ConnectionCleanup cleanup) {
        this.context = context;
        this.trigger = trigger;
        this.live = live;
        this.joinLeave = joinLeave;
        this.cleanup = cleanup;
    }

    /**
     * @param invocation names this attempt and the retries of it: Lambda's request id
     * @param deadline when this invocation is stopped
     */
    public void run(FanOutTask task, String invocation, Instant deadline) {
        Instant stopAt = deadline.minus(context.settings().handOverReserve());
        Duration lease = context.settings().lease();
        switch (task) {
            case CatchUp one ->
                deliver(one.shard(), invocation, stopAt, context.ledger().acquire(one.shard(), invocation, lease));
            case TakeOver one ->
                deliver(
                        one.shard(),
                        invocation,
                        stopAt,
                        context.ledger().takeOver(one.shard(), one.token(), one.progress(), invocation, lease));
            case FanOutTask.Broadcast broadcast -> live.broadcast(broadcast, stopAt);
            case FanOutTask.RemoveConnections gone -> cleanup.remove(gone.connections());
            case FanOutTask.TellLeft left -> joinLeave.tellLeft(left.departures());
        }
    }

    /** An earlier attempt of this invocation died holding the lease. Nobody else delivers what it left: wait for its end. */
    private Claim afterEarlierAttempt(ChannelShard shard, String invocation, Instant stopAt, Claim first) {
        EventLoop loop = context.loops().create();
        Claim claim = first;
        while (claim instanceof Claim.Held held && held.worker().equals(invocation)) {
            if (!held.until().isBefore(stopAt)) {
                throw new IllegalStateException("the lease of a dead attempt on " + shard + " outlives this attempt");
            }
            while (!loop.now().isAfter(held.until())) {
                loop.run(held.until().plusMillis(1));
            }
            claim = context.ledger()
                    .acquire(shard, invocation, context.settings().lease());
        }
        return claim;
    }

    private void deliver(ChannelShard shard, String invocation, Instant stopAt, Claim first) {
        switch (afterEarlierAttempt(shard, invocation, stopAt, first)) {
            // Its holder delivers what is requested.
            case Claim.Held held -> {}
            case Claim.Idle idle -> {}
            case Claim.Acquired acquired -> {
                LeasedDelivery delivery = new LeasedDelivery(
                        context,
                        acquired.lease(),
                        acquired.progress(),
                        List.of(),
                        context.loops().create(),
                        new LeasedDelivery.Limits(stopAt, Integer.MAX_VALUE));
                DeliveryEnd end = delivery.run();
                if (end instanceof DeliveryEnd.Unfinished unfinished) {
                    // Before the clean-up: the others wait for it.
                    trigger.start(unfinished.takeOver());
                }
                cleanup.remove(delivery.gone());
            }
        }
    }
}
