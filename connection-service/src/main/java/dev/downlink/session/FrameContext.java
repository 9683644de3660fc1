package dev.downlink.session;

import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.protocol.Dialect;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One frame being answered: who sent it, and what the answer may still hold. Commands may share it among threads. */
final class FrameContext {

    private final Caller caller;
    private final Dialect dialect;
    private final ConnectionRepository connections;
    private final ReplyBudget budget = new ReplyBudget();
    private @Nullable Connection client;

    FrameContext(Caller caller, Dialect dialect, ConnectionRepository connections) {
        this.caller = caller;
        this.dialect = dialect;
        this.connections = connections;
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

    /** The connection, looked up once; empty if the registry has forgotten it, so that nothing can be pushed to it. */
    synchronized Optional<Connection> client() {
        if (client == null) {
            client = connections.find(caller.connection()).orElse(null);
        }
        return Optional.ofNullable(client);
    }

    /** Has the next {@link #client} look again. */
    synchronized void clientChanged() {
        client = null;
    }
}
