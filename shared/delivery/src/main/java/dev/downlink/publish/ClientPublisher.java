package dev.downlink.publish;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.connection.Connection;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.history.Draft;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Reply;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Publishes in a client's name: into channels that exist and that the client may publish to, as the rules say. */
@Singleton
public final class ClientPublisher {

    private final ChannelRules rules;
    private final SubscriptionRepository subscriptions;
    private final Publisher publisher;

    public ClientPublisher(ChannelRules rules, SubscriptionRepository subscriptions, Publisher publisher) {
        this.rules = rules;
        this.subscriptions = subscriptions;
        this.publisher = publisher;
    }

    /** @return {@link Reply.Published}, or {@link Reply.Failed} with what was wrong */
    public Reply publish(Connection client, ChannelName channel, Json data) {
        @Nullable Channel resolved = rules.find(channel).orElse(null);
        if (resolved == null) {
            return new Reply.Failed(ErrorCode.UNKNOWN_CHANNEL);
        }
        @Nullable
        ErrorCode refusal = rules.permissions()
                .publish(resolved, subscriptions.requester(client, resolved))
                .refusal();
        if (refusal != null) {
            return new Reply.Failed(refusal);
        }
        if (!resolved.namespace().options().publicationDataFormat().accepts(data)) {
            return new Reply.Failed(ErrorCode.BAD_REQUEST, "data is not of the channel's publication_data_format");
        }
        ClientInfo info = new ClientInfo(client.id().value(), client.user(), client.info(), null);
        return new Reply.Published(channel.value(), publisher.publish(resolved, new Draft(data, info, Map.of(), null)));
    }

    /** The action dialect's {@code onMessage}: publishes to the lobby channel, if there is one, by the same rules. */
    public Reply publishToLobby(Connection client, Json message) {
        ChannelName lobby = rules.lobby();
        return lobby == null ? new Reply.Failed(ErrorCode.NOT_AVAILABLE) : publish(client, lobby, message);
    }
}
