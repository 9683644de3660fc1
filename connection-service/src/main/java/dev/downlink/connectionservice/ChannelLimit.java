package dev.downlink.connectionservice;

import static java.util.stream.Collectors.toSet;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Requester;
import dev.downlink.connection.Connection;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connection.SubscriptionRepository.Added;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.Request;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code client.channel_limit}: how many channels a connection may subscribe to, server-side subscriptions included.
 *
 * <p>Each new subscription is counted by the read that adding one makes anyway. The count follows the write, so concurrent
 * subscriptions never exceed the limit together, but near it all of them may be refused. Subscribe commands of one
 * frame are handled in parallel; free places are assigned to them first, in their order, with one read.
 */
@Singleton
final class ChannelLimit {

    private final ChannelRules rules;
    private final SubscriptionRepository subscriptions;

    ChannelLimit(ChannelRules rules, SubscriptionRepository subscriptions) {
        this.rules = rules;
        this.subscriptions = subscriptions;
    }

    boolean isExceeded(int channels) {
        return channels > channels();
    }

    /** Whether a subscription that was just added has to be removed again; one that replaced another stays. */
    boolean isExceeded(Added added) {
        return !added.replaced() && isExceeded(added.channels());
    }

    int channels() {
        return rules.client().channelLimit();
    }

    /** The channels that a run of subscribe commands has to be refused: those for which no place is free. */
    Set<ChannelName> excess(Connection client, List<Request> run) {
        Set<ChannelName> subscribed = new HashSet<>(subscriptions.channelsOf(client.id()));
        return run.stream()
                .map(Request::command)
                .filter(Command.Subscribe.class::isInstance)
                .map(Command.Subscribe.class::cast)
                .filter(command -> maySubscribe(client, command))
                .map(command -> new ChannelName(command.channel()))
                .filter(channel -> !subscribed.contains(channel))
                .filter(channel -> {
                    boolean free = subscribed.size() < channels();
                    return !free || !subscribed.add(channel);
                })
                .collect(toSet());
    }

    /** A token is verified later, and until then a permission: near the limit, a bad one may take another's place. */
    private boolean maySubscribe(Connection client, Command.Subscribe command) {
        return rules.find(new ChannelName(command.channel()))
                .map(channel -> {
                    Requester.Client requester = subscriptions.requester(client, channel);
                    return rules.permissions()
                                    .subscribe(
                                            channel,
                                            command.hasToken() ? new Requester.TokenHolder(requester) : requester)
                                    .refusal()
                            == null;
                })
                .orElse(false);
    }
}
