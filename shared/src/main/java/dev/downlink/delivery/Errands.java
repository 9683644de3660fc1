package dev.downlink.delivery;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.Courier.Parcel;
import dev.downlink.delivery.Progress.Owed;
import dev.downlink.delivery.SlowLane.Errand;
import dev.downlink.protocol.StreamPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Finds out what subscribers of a shard are to be brought. */
final class Errands {

    private final WorkerTools tools;
    private final Farewells farewells;
    private final ChannelShard shard;
    private final int shards;
    private final String epoch;

    private record Span(long after, long through) {}

    Errands(WorkerTools tools, Farewells farewells, ChannelShard shard, int shards, String epoch) {
        this.tools = tools;
        this.farewells = farewells;
        this.shard = shard;
        this.shards = shards;
        this.epoch = epoch;
    }

    Stretch read(long after, long through) {
        return Stretch.of(
                shard.channel(),
                after,
                through,
                tools.log().read(shard.channel(), new StreamPosition(after, epoch), Math.toIntExact(through - after)));
    }

    /**
     * What brings slow connections on, in pieces of a round's size.
     *
     * @param behind those who are not where they are to be
     * @param place where that is
     * @return an errand for each that still subscribes
     */
    List<Errand> forSlow(List<Owed> behind, ToLongFunction<ConnectionId> place) {
        List<Span> spans = behind.stream()
                .map(owed -> new Span(
                        owed.after(),
                        Math.min(
                                place.applyAsLong(owed.connection()),
                                owed.after() + tools.settings().roundSize())))
                .toList();
        List<Span> distinct = spans.stream().distinct().toList();
        List<Stretch> stretches = tools.parallel().map(distinct, span -> read(span.after(), span.through()));
        List<Optional<Subscription>> subscriptions = tools.parallel()
                .map(behind, owed -> tools.subscriptions().find(owed.connection(), shard.channel(), shards));
        List<Errand> errands = new ArrayList<>();
        for (int n = 0; n < behind.size(); n++) {
            Owed owed = behind.get(n);
            Stretch stretch = stretches.get(distinct.indexOf(spans.get(n)));
            subscriptions.get(n).ifPresent(subscription -> errands.add(new Errand(owed, subscription, stretch)));
        }
        return errands;
    }

    /**
     * What to send for errands; nothing to those who know it all. Those who have missed what the log has dropped are
     * unsubscribed instead.
     */
    Map<Errand, Parcel> parcels(List<Errand> errands, Instant until) {
        List<Subscription> cutOff = new ArrayList<>();
        Map<Errand, Parcel> parcels = new LinkedHashMap<>();
        for (Errand errand : errands) {
            if (errand.stretch().isLostTo(errand.subscription())) {
                cutOff.add(errand.subscription());
            } else {
                errand.stretch()
                        .frames()
                        .parcelFor(errand.subscription())
                        .ifPresent(parcel -> parcels.put(errand, parcel));
            }
        }
        farewells.unsubscribe(cutOff, shards, until);
        return parcels;
    }
}
