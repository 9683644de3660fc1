package dev.downlink.connectionservice;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.protocol.Dialect;
import dev.downlink.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One frame being answered: its sender, and the time and room left for the answer. Safe for threads. */
final class FrameContext {

    /** 2 s: a command that begins with less time left may keep the replies to all others from being sent. */
    private static final Duration COMMAND_TIME = Duration.ofSeconds(2);

    private final Caller caller;
    private final Dialect dialect;
    private final ConnectionRepository connections;
    private final Deadline deadline;
    private final ReplyBudget budget = new ReplyBudget();
    private @Nullable Connection client;
    private Set<ChannelName> beyondChannelLimit = Set.of();

    FrameContext(Caller caller, Dialect dialect, ConnectionRepository connections, Deadline deadline) {
        this.caller = caller;
        this.dialect = dialect;
        this.connections = connections;
        this.deadline = deadline;
    }

    Caller caller() {
        return caller;
    }

    /** That of the frame. */
    Dialect dialect() {
        return dialect;
    }

    ReplyBudget budget() {
        return budget;
    }

    /** Takes room for the reply to a command; false if there is no room, or no time for the command. */
    boolean accept(@Nullable String channel) {
        return deadline.leaves(COMMAND_TIME) && budget.takeEnvelope(channel);
    }

    /** The connection, read once; empty if it is not registered (any more), so that nothing can be pushed to it. */
    synchronized Optional<Connection> client() {
        if (client == null) {
            client = connections.find(caller.connection()).orElse(null);
        }
        return Optional.ofNullable(client);
    }

    /** Makes the next {@link #client} read again. */
    synchronized void clientChanged() {
        client = null;
    }

    /** Sets the channels that the current run of commands must not subscribe to. */
    synchronized void refuse(Set<ChannelName> channels) {
        beyondChannelLimit = Set.copyOf(channels);
    }

    synchronized boolean isBeyondChannelLimit(ChannelName channel) {
        return beyondChannelLimit.contains(channel);
    }
}
