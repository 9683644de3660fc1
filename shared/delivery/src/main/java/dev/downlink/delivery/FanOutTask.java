package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.Progress;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Publication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the fan-out worker is asked to do. */
public sealed interface FanOutTask {

    /** Deliver everything requested and not yet delivered to one shard of a channel with history. */
    record CatchUp(ChannelShard shard) implements FanOutTask {}

    /**
     * Take over the lease of one shard of a channel with history, and deliver what its holder had no time for.
     *
     * @param token the fencing token of that lease
     * @param progress where the holder stopped
     */
    record TakeOver(ChannelShard shard, long token, Progress progress) implements FanOutTask {}

    /**
     * Deliver publications of a channel without history to the subscribers of one shard.
     *
     * @param after subscribers up to this one, in the order of ids, have been served; null: none yet
     */
    record Broadcast(
            ChannelName channel,
            int shard,
            List<Publication> publications,
            @Nullable ConnectionId after) implements FanOutTask {
        public Broadcast {
            publications = List.copyOf(publications);
        }
    }

    /** Tell the subscribers of channels who has left them. */
    record TellLeft(List<Departure> departures) implements FanOutTask {

        public TellLeft {
            departures = List.copyOf(departures);
        }
    }

    /** The end of a subscription. */
    record Departure(ChannelName channel, ClientInfo client) {

        public static Departure of(Subscription subscription) {
            return new Departure(subscription.channel(), subscription.clientInfo());
        }
    }

    /** Remove connections that no longer exist, with their subscriptions. */
    record RemoveConnections(List<ConnectionId> connections) implements FanOutTask {
        public RemoveConnections {
            connections = List.copyOf(connections);
        }
    }
}
