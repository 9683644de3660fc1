package dev.downlink.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client can ask. */
public sealed interface Command {

    /** The channel it is about; absent if it is about none. */
    default @Nullable String channel() {
        return null;
    }

    /**
     * Starts a Centrifuge session.
     *
     * @param token a connection JWT
     * @param recover positions of server-side subscriptions to recover from, by channel
     */
    record Connect(@Nullable String token, @Nullable Json data, Map<String, StreamPosition> recover)
            implements Command {
        public Connect {
            recover = Map.copyOf(recover);
        }
    }

    /**
     * @param recover the position after which missed publications are wanted
     * @param tracking asked for; to recover asks for it too
     */
    record Subscribe(
            String channel,
            @Nullable String token,
            @Nullable StreamPosition recover,
            Tracking tracking) implements Command {}

    record Unsubscribe(String channel) implements Command {}

    record Publish(String channel, Json data) implements Command {}

    /** A message to the lobby channel (action dialect). */
    record OnMessage(Json message) implements Command {}

    /**
     * @param limit how many publications at most; 0 asks for the position only, -1 for all
     * @param since only what comes after it (before it, if reverse)
     */
    record History(String channel, int limit, @Nullable StreamPosition since, boolean reverse) implements Command {}

    record Presence(String channel) implements Command {}

    record PresenceStats(String channel) implements Command {}

    /** An application-level ping, answered with a pong (action dialect). */
    record Ping() implements Command {}

    /** The answer to a server ping: {@code {}} in Centrifuge. It is not answered. */
    record Pong() implements Command {}

    /** A message to the server that wants no answer: {@code send} in Centrifuge. It is not offered, and not answered. */
    record Send() implements Command {}

    /** A command of the protocol that this server does not offer. */
    record Unavailable() implements Command {}

    /** What could not be read as a command. */
    record Malformed(ErrorCode code, String message) implements Command {}
}
