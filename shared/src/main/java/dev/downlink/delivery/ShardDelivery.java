package dev.downlink.delivery;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.Courier.Outcome;
import dev.downlink.delivery.Courier.Parcel;
import dev.downlink.delivery.FanOutTask.Deliver;
import dev.downlink.delivery.FanOutTask.Recipients;
import dev.downlink.delivery.post.PostResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

    /** @param late who did not take all of it, and how many of the publications they have */
    private record Delivery(Map<Subscription, Integer> late, boolean anyoneServed) {}

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
            Delivery delivery = deliver(page, tools.settings().patience());
            handOn(delivery.late(), tools.now(), delivery.anyoneServed());
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
        Delivery delivery = deliver(subscriptions, Duration.between(tools.now(), tooSlow));
        boolean othersServed = only.othersServed() || delivery.anyoneServed();
        if (tools.now().isBefore(tooSlow) || !tools.now().isBefore(noPageAfter)) {
            handOn(delivery.late(), only.since(), othersServed);
        } else if (othersServed) {
            close(delivery.late().keySet());
        } else if (!delivery.late().isEmpty()) {
            // Perhaps API Gateway throttles us; then those that it keeps us from are not to blame.
            LOG.warn(
                    "Dropped publications of {} for {} connections: nobody takes anything",
                    task.channel(),
                    delivery.late().size());
        }
    }

    private Delivery deliver(List<Subscription> subscriptions, Duration patience) {
        List<Parcel> parcels = subscriptions.stream()
                .flatMap(subscription -> frames.parcelFor(subscription).stream())
                .toList();
        Courier courier = tools.newCourier();
        Map<ConnectionId, Outcome> outcomes = new HashMap<>(courier.deliver(parcels, patience, noPostAfter));
        outcomes.putAll(courier.finish());
        List<ConnectionId> gone = new ArrayList<>();
        Map<Subscription, Integer> late = new LinkedHashMap<>();
        for (Subscription subscription : subscriptions) {
            ConnectionId connection = subscription.connection();
            switch (outcomes.getOrDefault(connection, new Outcome.Done())) {
                case Outcome.Done done -> {}
                case Outcome.Unfinished unfinished -> late.put(subscription, unfinished.through());
                case Outcome.Gone nowhere -> {
                    // Nobody is promised what was published without history before the handshake was over.
                    if (!subscription.mayBeConnecting(tools.now())) {
                        gone.add(connection);
                    }
                }
            }
        }
        tools.remove(gone, noPostAfter);
        return new Delivery(late, outcomes.containsValue(new Outcome.Done()));
    }

    private void handOn(Map<Subscription, Integer> late, Instant since, boolean othersServed) {
        late.entrySet().stream()
                .collect(groupingBy(
                        Map.Entry::getValue, mapping(entry -> entry.getKey().connection(), toList())))
                .forEach((through, connections) -> tools.trigger()
                        .start(new Deliver(
                                task.channel(),
                                task.shard(),
                                task.publications()
                                        .subList(through, task.publications().size()),
                                new Recipients.Only(connections, since, othersServed))));
    }

    /** One that cannot be closed stays: the next publication finds it slow again. */
    private void close(Collection<Subscription> late) {
        Farewells farewells = new Farewells(tools);
        Map<Subscription, CompletableFuture<PostResult>> closing =
                late.stream().collect(toMap(identity(), farewells::close));
        List<ConnectionId> closed = closing.entrySet().stream()
                .filter(one -> Farewells.isClosed(one.getKey(), one.getValue().join()))
                .map(one -> one.getKey().connection())
                .toList();
        tools.remove(closed, noPostAfter);
    }
}
