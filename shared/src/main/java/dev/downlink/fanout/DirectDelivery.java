package dev.downlink.fanout;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Namespace;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.fanout.Audiences.Audience;
import dev.downlink.fanout.Courier.Outcome;
import dev.downlink.fanout.Courier.Parcel;
import dev.downlink.fanout.FanOutTask.Deliver;
import dev.downlink.fanout.FanOutTask.Recipients;
import dev.downlink.protocol.Publication;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Delivers batches of publications of channels without history from where they come in: each connection gets all of a batch
 * that it subscribes to, in the batch's order, in as few frames as possible. Large audiences and slow connections are left to
 * the fan-out worker, so that they hold nobody up.
 */
@Singleton
public final class DirectDelivery {

    /** A connection that does not take its frames by then is the worker's. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MAX_IN_FLIGHT = 64;

    private final ChannelRules rules;
    private final ConnectionRepository connections;
    private final Audiences audiences;
    private final Courier courier;
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
            Clock clock) {
        this.rules = rules;
        this.connections = connections;
        this.audiences = new Audiences(rules, subscriptions, clock);
        this.courier = new Courier(poster, clock, MAX_IN_FLIGHT);
        this.trigger = trigger;
        this.clock = clock;
    }

    /** Returns when every publication of the batch is delivered or handed on. */
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
                                mail.getValue().subscription().dialect()),
                        0))
                .toList();
        Instant until = clock.instant().plus(LONGEST);
        Map<ConnectionId, Outcome> outcomes = courier.deliver(parcels, PATIENCE, until);
        mails.forEach((connection, mail) -> {
            switch (outcomes.getOrDefault(connection, new Outcome.Done())) {
                case Outcome.Done done -> {}
                case Outcome.Gone gone -> remove(mail);
                case Outcome.Unfinished unfinished -> handOn(mail, unfinished.through());
            }
        });
    }

    private void remove(Mail mail) {
        if (!mail.subscription().mayBeConnecting(clock.instant())) {
            connections.remove(mail.subscription().connection());
            mail.publications().forEach(publication -> audiences.forget(publication.channel()));
        }
    }

    private void handOn(Mail mail, int through) {
        ConnectionId connection = mail.subscription().connection();
        Map<ChannelName, List<Publication>> rest = new LinkedHashMap<>();
        mail.publications()
                .subList(through, mail.publications().size())
                .forEach(publication -> rest.computeIfAbsent(publication.channel(), channel -> new ArrayList<>())
                        .add(publication.publication()));
        Recipients only = new Recipients.Only(List.of(connection), clock.instant());
        rest.forEach((channel, publications) -> {
            int shards = rules.namespaceOf(channel).map(Namespace::fanOutShards).orElse(1);
            int shard = Subscription.shardOf(connection, shards);
            for (List<Publication> part : DeliverSize.split(publications)) {
                trigger.start(new Deliver(channel, shard, part, only));
            }
        });
    }
}
