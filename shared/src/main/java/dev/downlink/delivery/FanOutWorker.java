package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Namespace;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.DeliveryLedger.Claim;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.history.ChannelHistory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Does what a {@link FanOutTrigger} was asked for. It returns when all of it is done or handed on; it throws when it could not,
 * and is then to be called again.
 */
@Singleton
public final class FanOutWorker {

    private final ChannelRules rules;
    private final WorkerTools tools;

    public FanOutWorker(
            ChannelRules rules,
            ConnectionRepository connections,
            SubscriptionRepository subscriptions,
            ChannelHistory log,
            DeliveryLedger ledger,
            ConnectionPoster poster,
            FanOutTrigger trigger,
            ParallelExecutor parallel,
            FanOutSettings settings,
            Clock clock) {
        this.rules = rules;
        this.tools =
                new WorkerTools(connections, subscriptions, log, ledger, poster, trigger, parallel, settings, clock);
    }

    /**
     * @param invocation names this attempt and the retries of it: Lambda's request id
     * @param deadline when this invocation is stopped
     */
    public void run(FanOutTask task, String invocation, Instant deadline) {
        switch (task) {
            case FanOutTask.CatchUp catchUp -> catchUp(catchUp, invocation, deadline);
            case FanOutTask.Deliver deliver ->
                new ShardDelivery(tools, deliver, shards(deliver.channel()), deadline).run();
        }
    }

    private void catchUp(FanOutTask.CatchUp task, String invocation, Instant deadline) {
        ChannelShard shard = new ChannelShard(task.channel(), task.shard());
        Claim claim = tools.ledger().acquire(shard, invocation, tools.settings().lease());
        // An earlier attempt of this invocation has died holding the lease. Nobody else would come for what it left.
        while (claim instanceof Claim.Taken taken && taken.worker().equals(invocation)) {
            if (taken.until().isAfter(deadline)) {
                throw new IllegalStateException("The lease of a dead attempt outlives this one");
            }
            WorkerTools.pause(Duration.between(tools.now(), taken.until()).plusMillis(1));
            claim = tools.ledger().acquire(shard, invocation, tools.settings().lease());
        }
        switch (claim) {
            // Its holder delivers what is wanted; its own invocation is retried should it die.
            case Claim.Taken taken -> {}
            case Claim.Idle idle -> {}
            case Claim.Acquired acquired -> work(acquired, deadline);
        }
    }

    private void work(Claim.Acquired claim, Instant deadline) {
        CatchUp catchUp = new CatchUp(tools, claim, shards(claim.lease().shard().channel()), deadline);
        try {
            catchUp.run();
        } catch (RuntimeException fault) {
            try {
                catchUp.abandon();
            } catch (RuntimeException second) {
                fault.addSuppressed(second);
            }
            throw fault;
        }
    }

    private int shards(ChannelName channel) {
        return rules.namespaceOf(channel).map(Namespace::fanOutShards).orElse(1);
    }
}
