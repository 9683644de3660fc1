package dev.downlink.protocol;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A command of a client. */
public sealed interface Command {

    /** The channel that the command names; absent if it names none. */
    default @Nullable String channel() {
        return null;
    }

    /** A command that only the connection service executes. */
    sealed interface OfSession extends Command {}

    /**
     * Starts a Centrifuge session.
     *
     * @param token a connection JWT
     * @param recover positions of server-side subscriptions to recover from, by channel
     * @param channels the server-side subscriptions that the client has, recovered or not
     */
    record Connect(
            @Nullable String token, @Nullable Json data, Map<String, StreamPosition> recover, Set<String> channels)
            implements OfSession {
        public Connect {
            recover = Map.copyOf(recover);
            channels = Set.copyOf(channels);
        }

        public Connect(@Nullable String token, @Nullable Json data, Map<String, StreamPosition> recover) {
            this(token, data, recover, recover.keySet());
        }

        /** Empty counts as none: Centrifuge's clients leave a field out or send its default. */
        public boolean hasToken() {
            return token != null && !token.isEmpty();
        }
    }

    /**
     * Extends the session with a new connection token.
     *
     * @param token empty if the client sent none
     */
    record Refresh(String token) implements OfSession {}

    /**
     * @param recover the position after which missed publications are wanted
     * @param tracking as requested; a request to recover implies it
     */
    record Subscribe(
            String channel,
            @Nullable String token,
            @Nullable StreamPosition recover,
            Tracking tracking,
            SubscribeOptions options)
            implements OfSession {

        public Subscribe(String channel, @Nullable String token, @Nullable StreamPosition recover, Tracking tracking) {
            this(channel, token, recover, tracking, SubscribeOptions.NONE);
        }

        /** Empty counts as none: Centrifuge's clients leave a field out or send its default. */
        public boolean hasToken() {
            return token != null && !token.isEmpty();
        }
    }

    /**
     * Extends a subscription with a new subscription token.
     *
     * @param token empty if the client sent none
     */
    record SubRefresh(String channel, String token) implements OfSession {}

    record Unsubscribe(String channel) implements OfSession {}

    record Publish(String channel, Json data) implements Command {}

    /** A message to the lobby channel (action dialect). */
    record OnMessage(Json message) implements Command {}

    /**
     * @param limit how many publications at most; 0 for the position only, -1 for all
     * @param since only what comes after it (before it, if reverse)
     */
    record History(String channel, int limit, @Nullable StreamPosition since, boolean reverse) implements OfSession {}

    record Presence(String channel) implements OfSession {}

    record PresenceStats(String channel) implements OfSession {}

    /**
     * Calls a procedure of the application.
     *
     * @param method {@code namespace:name} or a plain name, perhaps empty
     */
    record Rpc(String method, @Nullable Json data) implements OfSession {}

    /** An application-level ping, answered with a pong (action dialect). */
    record Ping() implements Command {}

    /** The answer to a server ping: {@code {}} in Centrifuge. It is not answered. */
    record Pong() implements Command {}

    /** A message to the server without a reply: {@code send} in Centrifuge. It is not supported, and ignored. */
    record Send() implements Command {}

    /** A command of the protocol that this server does not support. */
    record Unavailable() implements Command {}

    /** Input that is not a valid command. */
    record Malformed(ErrorCode code, String message) implements Command {}
}
