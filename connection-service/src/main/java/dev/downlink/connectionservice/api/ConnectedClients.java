package dev.downlink.connectionservice.api;

import dev.downlink.api.ApiAnswer;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.JsonText;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the same to every connection that a request means. */
@Singleton
final class ConnectedClients {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectedClients.class);

    /** API Gateway's connection ids have 16 characters; nothing longer than this is one. */
    private static final int MAX_CLIENT_LENGTH = 128;

    private final ConnectionRepository connections;
    private final ParallelExecutor parallel;

    ConnectedClients(ConnectionRepository connections, ParallelExecutor parallel) {
        this.connections = connections;
        this.parallel = parallel;
    }

    /**
     * Error 107 if the request names neither a user nor a client: the connections of anonymous users are not indexed. Error 100
     * if a connection could not be told; the others were, and the call may be repeated.
     *
     * @param user whose connections; empty for any
     * @param client only this connection; empty for all of the user's
     * @param action tells one connection, and returns whether it succeeded
     */
    ApiAnswer each(String user, String client, Predicate<Connection> action) {
        if (user.isEmpty() && client.isEmpty()) {
            return ApiAnswer.OfError.of(ErrorCode.BAD_REQUEST, "user or client is required");
        }
        if (client.length() > MAX_CLIENT_LENGTH || !JsonText.isWellFormed(user) || !JsonText.isWellFormed(client)) {
            return new ApiAnswer.OfError(ErrorCode.BAD_REQUEST);
        }
        List<Boolean> told = parallel.map(find(user, client), connection -> attempt(connection, action));
        return told.contains(false)
                ? ApiAnswer.OfError.of(ErrorCode.INTERNAL, "a connection could not be told: repeat the call")
                : new ApiAnswer.OfResult(new ConnectionResult.Done());
    }

    private List<Connection> find(String user, String client) {
        if (client.isEmpty()) {
            return connections.ofUser(user);
        }
        Optional<Connection> connection = connections.find(new ConnectionId(client));
        return connection.filter(found -> user.isEmpty() || found.user().equals(user)).stream()
                .toList();
    }

    private static boolean attempt(Connection connection, Predicate<Connection> action) {
        try {
            return action.test(connection);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("connection", connection.id())
                    .setCause(e)
                    .log("server API call failed for one connection; answering error 100");
            return false;
        }
    }
}
