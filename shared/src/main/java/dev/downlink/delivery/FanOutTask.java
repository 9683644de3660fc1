package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import dev.downlink.protocol.Publication;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the fan-out worker is asked to do. */
public sealed interface FanOutTask {

    /** Deliver everything wanted and not yet delivered to one shard of a channel with history. */
    record CatchUp(ChannelName channel, int shard) implements FanOutTask {}

    /** Deliver these, of a channel without history, to subscribers of one shard. */
    record Deliver(ChannelName channel, int shard, List<Publication> publications, Recipients recipients)
            implements FanOutTask {

        public Deliver {
            publications = List.copyOf(publications);
        }

        /** To all subscribers. */
        public Deliver(ChannelName channel, int shard, List<Publication> publications) {
            this(channel, shard, publications, new Recipients.All(null));
        }
    }

    /** Whom a delivery is for. */
    sealed interface Recipients {

        /** @param after those up to it, in the order of ids, have been served; null: none yet */
        record All(@Nullable ConnectionId after) implements Recipients {}

        /**
         * The slow ones that an earlier delivery put aside.
         *
         * @param since when it did
         * @param othersServed whether others took what they were brought, so that it is these who are slow
         */
        record Only(List<ConnectionId> connections, Instant since, boolean othersServed) implements Recipients {
            public Only {
                connections = List.copyOf(connections);
            }
        }
    }
}
