package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Namespace;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.Audiences.Audience;
import dev.downlink.delivery.Courier.Outcome;
import dev.downlink.delivery.Courier.Parcel;
import dev.downlink.delivery.FanOutTask.Deliver;
import dev.downlink.delivery.FanOutTask.Recipients;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.protocol.Publication;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers batches of publications of channels without history from where they come in: each connection gets all of a batch
 * that it subscribes to, in the batch's order, in as few frames as possible. Large audiences and slow connections are left to
 * the fan-out worker, so that they hold nobody up.
 */
@Singleton
public final class DirectDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(DirectDelivery.class);

    /** A connection that does not take its frames by then is the worker's. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MAX_IN_FLIGHT = 64;

    private final ChannelRules rules;
    private final ConnectionRepository connections;
    private final Audiences audiences;
    private final ConnectionPoster poster;
    private final FanOutTrigger trigger;
    private final Clock clock;

    /** What one connection gets of a batch. */
    private record Mail(Subscription subscription, List<EncodedPublication> publications) {}

    /** An audience too large for here, in so many shards. */
    private record Crowd(int shards, List<Publication> publications) {}

    public DirectDelivery(
            ChannelRules rules,
            ConnectionRepository connections,
            SubscriptionRepository subscriptions,
            ConnectionPoster poster,
            FanOutTrigger trigger,
            ParallelExecutor parallel,
            Clock clock) {
        this.rules = rules;
        this.connections = connections;
        this.audiences = new Audiences(rules, subscriptions, parallel, clock);
        this.poster = poster;
        this.trigger = trigger;
        this.clock = clock;
    }

    /**
     * Returns when every publication of the batch is delivered or handed on.
     *
     * @throws RuntimeException if some could not be handed on; all others are served then
     */
    public void deliver(List<ChannelPublication> batch) {
        Set<ChannelName> channels = new LinkedHashSet<>();
        batch.forEach(publication -> channels.add(publication.channel()));
        Map<ChannelName, Audience> watched = audiences.of(channels);
        if (watched.isEmpty()) {
            return;
        }
        Map<ConnectionId, Mail> mails = new LinkedHashMap<>();
        Map<ChannelName, Crowd> crowds = new LinkedHashMap<>();
        for (ChannelPublication one : batch) {
            @Nullable Audience audience = watched.get(one.channel());
            if (audience == null) {
                continue;
            }
            @Nullable List<Subscription> small = audience.small();
            if (small == null) {
                crowds.computeIfAbsent(one.channel(), channel -> new Crowd(audience.shards(), new ArrayList<>()))
                        .publications()
                        .add(one.publication());
                continue;
            }
            EncodedPublication encoded = new EncodedPublication(one.channel(), one.publication());
            small.forEach(subscription -> mails.computeIfAbsent(
                            subscription.connection(), id -> new Mail(subscription, new ArrayList<>()))
                    .publications()
                    .add(encoded));
        }
        crowds.forEach(this::startWorkers);
        post(mails);
    }

    private void startWorkers(ChannelName channel, Crowd crowd) {
        for (int shard = 0; shard < crowd.shards(); shard++) {
            for (List<Publication> part : DeliverSize.split(crowd.publications())) {
                trigger.start(new Deliver(channel, shard, part));
            }
        }
    }

    private void post(Map<ConnectionId, Mail> mails) {
        List<Parcel> parcels = mails.entrySet().stream()
                .map(mail -> new Parcel(
                        mail.getKey(),
                        Packed.frames(
                                mail.getValue().publications(),
                                0,
                                mail.getValue().subscription().dialect(),
                                mail.getValue().subscription().framing()),
                        0))
                .toList();
        Courier courier = new Courier(poster, clock, MAX_IN_FLIGHT);
        Map<ConnectionId, Outcome> outcomes =
                new HashMap<>(courier.deliver(parcels, PATIENCE, clock.instant().plus(LONGEST)));
        outcomes.putAll(courier.finish());
        boolean anyoneServed = outcomes.containsValue(new Outcome.Done());
        List<RuntimeException> notHandedOn = new ArrayList<>();
        mails.forEach((connection, mail) -> {
            switch (outcomes.getOrDefault(connection, new Outcome.Done())) {
                case Outcome.Done done -> {}
                case Outcome.Gone gone -> remove(mail);
                case Outcome.Unfinished unfinished -> {
                    try {
                        handOn(mail, unfinished.through(), anyoneServed);
                    } catch (RuntimeException failed) {
                        notHandedOn.add(failed);
                    }
                }
            }
        });
        if (!notHandedOn.isEmpty()) {
            RuntimeException first = notHandedOn.removeFirst();
            notHandedOn.forEach(first::addSuppressed);
            throw first;
        }
    }

    /** What fails holds nobody up: it is found gone again another time. */
    private void remove(Mail mail) {
        ConnectionId connection = mail.subscription().connection();
        if (mail.subscription().mayBeConnecting(clock.instant())) {
            return;
        }
        try {
            connections.remove(connection);
            mail.publications().forEach(publication -> audiences.forget(publication.channel()));
        } catch (RuntimeException failed) {
            LOG.warn("Could not remove {}, which is gone", connection, failed);
        }
    }

    private void handOn(Mail mail, int through, boolean othersServed) {
        ConnectionId connection = mail.subscription().connection();
        Map<ChannelName, List<Publication>> rest = new LinkedHashMap<>();
        mail.publications()
                .subList(through, mail.publications().size())
                .forEach(publication -> rest.computeIfAbsent(publication.channel(), channel -> new ArrayList<>())
                        .add(publication.publication()));
        Recipients only = new Recipients.Only(List.of(connection), clock.instant(), othersServed);
        rest.forEach((channel, publications) -> {
            int shards = rules.namespaceOf(channel).map(Namespace::fanOutShards).orElse(1);
            int shard = Subscription.shardOf(connection, shards);
            for (List<Publication> part : DeliverSize.split(publications)) {
                trigger.start(new Deliver(channel, shard, part, only));
            }
        });
    }
}
