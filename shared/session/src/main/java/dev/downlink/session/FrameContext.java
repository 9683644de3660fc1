package dev.downlink.session;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Push;
import dev.downlink.protocol.Reply;
import dev.downlink.time.Deadline;
import dev.downlink.time.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One frame being answered: its sender, and the time and room left for the answer. Safe for threads. */
public final class FrameContext {

    /** 2 s: a command that begins with less time left may keep the replies to all others from being sent. */
    private static final Duration COMMAND_TIME = Duration.ofSeconds(2);

    /** Client SDKs connect again. */
    private static final Push.Disconnected INSUFFICIENT_STATE = new Push.Disconnected(3010, "insufficient state");

    /** Client SDKs connect again, and fetch a new token. */
    private static final Push.Disconnected CONNECTION_EXPIRED = new Push.Disconnected(3005, "connection expired");

    private final Caller caller;
    private final Dialect dialect;
    private final ConnectionRepository connections;
    private final Deadline deadline;
    private final SessionWait sessionWait;
    private final ReplyBudget budget = new ReplyBudget();
    private final List<Push> pushes = new ArrayList<>();
    private final List<Runnable> onAccepted = new ArrayList<>();
    private @Nullable Connection client;
    private Set<ChannelName> beyondChannelLimit = Set.of();

    FrameContext(Caller caller, Dialect dialect, ConnectionRepository connections, Deadline deadline, Sleeper sleeper) {
        this.caller = caller;
        this.dialect = dialect;
        this.connections = connections;
        this.deadline = deadline;
        this.sessionWait = new SessionWait(connections, deadline, COMMAND_TIME, sleeper);
    }

    public Caller caller() {
        return caller;
    }

    /** That of the frame. */
    public Dialect dialect() {
        return dialect;
    }

    public ReplyBudget budget() {
        return budget;
    }

    /** Takes room for the reply to a command; false if there is no room, or no time for the command. */
    boolean accept(@Nullable String channel) {
        return deadline.leaves(COMMAND_TIME) && budget.takeEnvelope(channel);
    }

    /** The connection, read once; empty if it is not registered (any more), so that nothing can be pushed to it. */
    public synchronized Optional<Connection> client() {
        if (client == null) {
            client = connections.find(caller.connection()).orElse(null);
        }
        return Optional.ofNullable(client);
    }

    /** Answers a client that is connected; a Centrifuge client only once its session has begun. */
    public CommandOutcome forClient(Function<Connection, CommandOutcome> answer) {
        @Nullable Connection sender = clientInSession().orElse(null);
        if (sender == null) {
            return unknownConnection();
        }
        if (sender.hasOutlivedItsToken(deadline.now())) {
            return end(
                    CONNECTION_EXPIRED,
                    new Reply.Failed(ErrorCode.EXPIRED, "the token has expired: connect again with a new one"));
        }
        if (dialect == Dialect.CENTRIFUGE && !sender.inSession()) {
            // SDKs try again.
            return CommandOutcome.failed(ErrorCode.INTERNAL, "connect comes first");
        }
        if (dialect == Dialect.ACTION && sender.dialect() == Dialect.CENTRIFUGE && !sender.inSession()) {
            return CommandOutcome.failed(ErrorCode.UNAUTHORIZED, "this connection begins with connect");
        }
        return answer.apply(sender);
    }

    /** Waits for a Centrifuge client's connect that is under way in another process, once in a frame. */
    private synchronized Optional<Connection> clientInSession() {
        Optional<Connection> found = client();
        if (dialect == Dialect.CENTRIFUGE) {
            client = found.flatMap(sessionWait::await).orElse(null);
        }
        return Optional.ofNullable(client);
    }

    /** The connection is not registered: the client has to open a new one. */
    public CommandOutcome unknownConnection() {
        return end(
                INSUFFICIENT_STATE,
                new Reply.Failed(ErrorCode.EXPIRED, "this connection is no longer known: connect again"));
    }

    /**
     * Ends the session.
     *
     * @param answer to an action client, which has no session
     */
    public CommandOutcome end(Push.Disconnected disconnect, Reply answer) {
        return switch (dialect) {
            case CENTRIFUGE -> new CommandOutcome.Ended(disconnect);
            case ACTION -> new CommandOutcome.Answered(answer);
        };
    }

    /** Makes the next {@link #client} read again. */
    public synchronized void clientChanged() {
        client = null;
    }

    /** This frame begins the session itself: there is no other connect to wait for. */
    public synchronized void beginsSession() {
        sessionWait.end();
        client = null;
    }

    /** Sends the client a push behind the replies of this frame. */
    public synchronized void pushAfterReplies(Push push) {
        pushes.add(push);
    }

    /** Runs something once API Gateway has accepted the replies of this frame; never, if that is not certain. */
    public synchronized void onceAccepted(Runnable action) {
        onAccepted.add(action);
    }

    synchronized List<Runnable> onAccepted() {
        return List.copyOf(onAccepted);
    }

    synchronized List<Push> pushes() {
        return List.copyOf(pushes);
    }

    /** Sets the channels that the current run of commands must not subscribe to. */
    public synchronized void refuse(Set<ChannelName> channels) {
        beyondChannelLimit = Set.copyOf(channels);
    }

    public synchronized boolean isBeyondChannelLimit(ChannelName channel) {
        return beyondChannelLimit.contains(channel);
    }
}
