package dev.downlink.fanout;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import dev.downlink.fanout.Courier.Outcome;
import dev.downlink.fanout.Courier.Parcel;
import dev.downlink.fanout.FanOutTask.Deliver;
import dev.downlink.fanout.FanOutTask.Recipients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's delivery of publications without history to one shard. Slow connections and pages without time are handed on. */
final class ShardDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(ShardDelivery.class);

    private final WorkerTools tools;
    private final Deliver task;
    private final int shards;
    private final Instant noPageAfter;
    private final Instant noPostAfter;
    private final ChannelFrames frames;

    ShardDelivery(WorkerTools tools, Deliver task, int shards, Instant deadline) {
        this.tools = tools;
        this.task = task;
        this.shards = shards;
        Duration reserve = tools.settings().handOverReserve();
        this.noPageAfter = deadline.minus(reserve);
        this.noPostAfter = deadline.minus(reserve.dividedBy(2));
        this.frames = new ChannelFrames(task.channel(), task.publications());
    }

    void run() {
        switch (task.recipients()) {
            case Recipients.All all -> deliverAll(all.after());
            case Recipients.Only only -> deliverOnly(only);
        }
    }

    private void deliverAll(@Nullable ConnectionId after) {
        @Nullable ConnectionId cursor = after;
        while (tools.now().isBefore(noPageAfter)) {
            int pageSize = tools.settings().pageSize();
            List<Subscription> page = tools.subscriptions().page(task.channel(), task.shard(), cursor, pageSize);
            Map<Integer, List<ConnectionId>> late =
                    deliver(page, tools.settings().patience());
            handOn(late, tools.now());
            if (page.size() < pageSize) {
                return;
            }
            cursor = page.getLast().connection();
        }
        tools.trigger()
                .start(new Deliver(task.channel(), task.shard(), task.publications(), new Recipients.All(cursor)));
    }

    private void deliverOnly(Recipients.Only only) {
        List<Subscription> subscriptions = only.connections().stream()
                .flatMap(connection -> tools.subscriptions().find(connection, task.channel(), shards).stream())
                .toList();
        Instant tooSlow = only.since().plus(tools.settings().slowAfter());
        Map<Integer, List<ConnectionId>> late = deliver(subscriptions, Duration.between(tools.now(), tooSlow));
        if (tools.now().isBefore(tooSlow)) {
            handOn(late, only.since());
        } else {
            late.values().forEach(connections -> connections.forEach(this::close));
        }
    }

    /** @return who did not take all of it, by how many of the publications they have */
    private Map<Integer, List<ConnectionId>> deliver(List<Subscription> subscriptions, Duration patience) {
        List<Parcel> parcels = subscriptions.stream()
                .flatMap(subscription -> frames.parcelFor(subscription).stream())
                .toList();
        Map<ConnectionId, Outcome> outcomes = tools.courier().deliver(parcels, patience, noPostAfter);
        List<ConnectionId> gone = new ArrayList<>();
        Map<ConnectionId, Integer> late = new HashMap<>();
        for (Subscription subscription : subscriptions) {
            ConnectionId connection = subscription.connection();
            switch (outcomes.getOrDefault(connection, new Outcome.Done())) {
                case Outcome.Done done -> {}
                case Outcome.Unfinished unfinished -> late.put(connection, unfinished.through());
                case Outcome.Gone nowhere -> {
                    // Nobody is promised what was published without history before the handshake was over.
                    if (!subscription.mayBeConnecting(tools.now())) {
                        gone.add(connection);
                    }
                }
            }
        }
        tools.remove(gone, noPostAfter);
        return late.entrySet().stream().collect(groupingBy(Map.Entry::getValue, mapping(Map.Entry::getKey, toList())));
    }

    private void handOn(Map<Integer, List<ConnectionId>> late, Instant since) {
        late.forEach((through, connections) -> tools.trigger()
                .start(new Deliver(
                        task.channel(),
                        task.shard(),
                        task.publications().subList(through, task.publications().size()),
                        new Recipients.Only(connections, since))));
    }

    private void close(ConnectionId connection) {
        LOG.info("Closing {}, which takes nothing", connection);
        tools.poster().close(connection);
        tools.connections().remove(connection);
    }
}
