package dev.downlink.connectionservice;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Permission;
import dev.downlink.channel.Requester;
import dev.downlink.connection.Connection;
import dev.downlink.connectionservice.token.ConnectionToken;
import dev.downlink.protocol.Command;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which channels a client is subscribed to by the server when its session begins. */
record ServerSideChannels(ChannelRules rules) {

    /**
     * Those that it has already, those of its token, everyone's, its user's own, and of those that it names in the command the
     * ones that it could subscribe to by itself, without a token or a proxy; the others are left out.
     *
     * @param held those that it has already
     * @return empty if the command names a channel that has no namespace
     */
    Optional<Set<ChannelName>> of(
            Connection client, ConnectionToken token, Set<ChannelName> held, Command.Connect command) {
        Set<ChannelName> names = new LinkedHashSet<>(held);
        names.addAll(token.channels());
        if (!rules.allowsClientsWithoutToken()) {
            // At the handshake it may not have had its token yet.
            names.addAll(rules.connect().channels());
        }
        rules.personalChannel(client.user()).ifPresent(names::add);
        List<ChannelName> others = command.channels().stream()
                .map(ChannelName::new)
                .filter(name -> !names.contains(name))
                .toList();
        if (others.stream().anyMatch(name -> rules.find(name).isEmpty())) {
            return Optional.empty();
        }
        others.stream().filter(name -> maySubscribe(client, name)).forEach(names::add);
        return Optional.of(names);
    }

    private boolean maySubscribe(Connection client, ChannelName name) {
        return rules.find(name)
                .map(channel ->
                        rules.permissions().subscribe(channel, new Requester.Client(client.user(), () -> false)))
                .filter(Permission.Granted.class::isInstance)
                .isPresent();
    }
}
