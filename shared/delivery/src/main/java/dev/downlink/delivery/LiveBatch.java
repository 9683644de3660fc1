package dev.downlink.delivery;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pushes to small audiences: each connection gets its own in the order in which they were added, in as few frames as possible. */
final class LiveBatch {

    private static final Logger LOG = LoggerFactory.getLogger(LiveBatch.class);

    private final DeliveryContext context;
    private final Audiences audiences;
    private final LiveSlowConnections slow;
    private final FanOutTrigger trigger;
    private final Map<ConnectionId, Mail> mails = new LinkedHashMap<>();

    /** What one connection gets. */
    private record Mail(Subscription subscription, List<EncodedPush> pushes) {}

    LiveBatch(DeliveryContext context, Audiences audiences, LiveSlowConnections slow, FanOutTrigger trigger) {
        this.context = context;
        this.audiences = audiences;
        this.slow = slow;
        this.trigger = trigger;
    }

    void add(Subscription subscription, EncodedPush push) {
        mails.computeIfAbsent(subscription.connection(), id -> new Mail(subscription, new ArrayList<>()))
                .pushes()
                .add(push);
    }

    /** Returns when everything is delivered or dropped. Connections that are gone are left to a worker to remove. */
    void post(Duration longest) {
        if (mails.isEmpty()) {
            return;
        }
        LiveRun run = new LiveRun(context, slow);
        mails.values().forEach(mail -> run.send(mail.subscription(), mail.pushes()));
        try {
            run.finish(run.now().plus(longest));
        } catch (DeliveryRefusedException refused) {
            // Nothing can be done for these now; what comes later is worth more than they are.
            LOG.error("dropped what was published without history: {}", refused.getMessage());
        }
        List<ConnectionId> gone = List.copyOf(run.gone());
        if (!gone.isEmpty()) {
            gone.forEach(connection -> forget(mails.get(connection)));
            trigger.start(new FanOutTask.RemoveConnections(gone));
        }
    }

    private void forget(@Nullable Mail mail) {
        if (mail != null) {
            mail.pushes().forEach(push -> audiences.forget(push.channel()));
        }
    }
}
