package dev.downlink.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a command. */
public sealed interface Reply {

    /**
     * @param client the connection's client id
     * @param expiresInSeconds until the token expires; absent if it does not
     * @param subscriptions the server-side subscriptions, by channel
     * @param data from the application that admitted the client
     */
    record Connected(
            String client,
            String version,
            @Nullable Long expiresInSeconds,
            Map<String, Subscribed> subscriptions,
            @Nullable Json data)
            implements Reply {
        public Connected {
            subscriptions = Map.copyOf(subscriptions);
        }

        public Connected(
                String client, String version, @Nullable Long expiresInSeconds, Map<String, Subscribed> subscriptions) {
            this(client, version, expiresInSeconds, subscriptions, null);
        }
    }

    /** @param expiresInSeconds until the new token expires; absent if it does not */
    record Refreshed(String client, @Nullable Long expiresInSeconds) implements Reply {}

    /**
     * @param position the head of the channel's history at the time of subscribing; absent without history
     * @param tracking whether the client follows its position
     * @param wasRecovering whether the client asked to recover
     * @param recovered whether {@code publications} is all that the client missed
     * @param publications those between the requested position and the head, oldest first
     * @param expiresInSeconds until the subscription expires without a new token; absent if it does not
     * @param delta whether publications of the subscription come as {@link DeltaPublications}, these included
     * @param data from the subscription token, or the application that allowed it
     */
    record Subscribed(
            String channel,
            @Nullable StreamPosition position,
            Tracking tracking,
            boolean wasRecovering,
            boolean recovered,
            List<Publication> publications,
            @Nullable Long expiresInSeconds,
            boolean delta,
            @Nullable Json data)
            implements Reply {
        public Subscribed {
            publications = List.copyOf(publications);
        }

        /** To a subscription that does not expire, without delta and data. */
        public Subscribed(
                String channel,
                @Nullable StreamPosition position,
                Tracking tracking,
                boolean wasRecovering,
                boolean recovered,
                List<Publication> publications) {
            this(channel, position, tracking, wasRecovering, recovered, publications, null, false, null);
        }
    }

    /** @param expiresInSeconds until the subscription expires; absent if it does not */
    record SubRefreshed(String channel, @Nullable Long expiresInSeconds) implements Reply {}

    record Unsubscribed(String channel) implements Reply {}

    /** @param position its position in the history; absent without history */
    record Published(String channel, @Nullable StreamPosition position) implements Reply {}

    record History(String channel, List<Publication> publications, StreamPosition position) implements Reply {
        public History {
            publications = List.copyOf(publications);
        }
    }

    /** @param clients by client id */
    record Presence(String channel, Map<String, ClientInfo> clients) implements Reply {
        public Presence {
            clients = Map.copyOf(clients);
        }
    }

    /**
     * @param atLeast whether both numbers are lower bounds: of many clients only some are counted
     */
    record PresenceStats(String channel, int clients, int users, boolean atLeast) implements Reply {}

    /** @param data what the procedure returned; absent if nothing */
    record RpcResult(@Nullable Json data) implements Reply {}

    record Pong() implements Reply {}

    record Failed(ErrorCode code, String message) implements Reply {
        public Failed(ErrorCode code) {
            this(code, code.message());
        }
    }

    /**
     * An error that the application defines.
     *
     * @param code 400 to 1999
     * @param temporary whether the client may retry
     */
    record FailedByApplication(int code, String message, boolean temporary) implements Reply {}
}
