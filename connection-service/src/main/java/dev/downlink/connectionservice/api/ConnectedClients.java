package dev.downlink.connectionservice.api;

import dev.downlink.api.ApiAnswer;
import dev.downlink.api.InvocationDeadline;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.JsonText;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the same to every connection that a request means. */
@Singleton
final class ConnectedClients {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectedClients.class);

    /** API Gateway's connection ids have 16 characters; nothing longer than this is one. */
    private static final int MAX_CLIENT_LENGTH = 128;

    /** 100 connections are read with one query and one batch. */
    private static final int PAGE = 100;

    /** 10,000 connections: what one invocation reaches in its time on a normal day. */
    private static final int MAX_CONNECTIONS = 10_000;

    /** What telling one connection takes at most: two posts, and the database. */
    private static final Duration ACTION_TIME =
            ConnectionPoster.LONGEST_POST.multipliedBy(2).plusSeconds(2);

    private final ConnectionRepository connections;
    private final ParallelExecutor parallel;
    private final InvocationDeadline deadline;

    ConnectedClients(ConnectionRepository connections, ParallelExecutor parallel, InvocationDeadline deadline) {
        this.connections = connections;
        this.parallel = parallel;
        this.deadline = deadline;
    }

    /**
     * Error 107 if the request names neither a user nor a client: the connections of anonymous users are not indexed. Error 100
     * if a connection could not be told, or no time was left for it; the others were, and the call may be repeated. Error 106
     * if the user has more connections than one call reaches.
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
        boolean told = true;
        int reached = 0;
        @Nullable ConnectionId after = null;
        do {
            ConnectionRepository.UserPage page = client.isEmpty()
                    ? connections.ofUser(user, after, PAGE)
                    : new ConnectionRepository.UserPage(find(user, client), null);
            told &= !parallel.map(page.connections(), connection -> attempt(connection, action))
                    .contains(false);
            reached += page.connections().size();
            after = page.next();
        } while (after != null
                && reached < MAX_CONNECTIONS
                && deadline.current().leaves(ACTION_TIME));
        if (after != null && reached >= MAX_CONNECTIONS) {
            return ApiAnswer.OfError.of(ErrorCode.LIMIT_EXCEEDED, "more than %,d connections".formatted(reached));
        }
        return told && after == null
                ? new ApiAnswer.OfResult(new ConnectionResult.Done())
                : ApiAnswer.OfError.of(ErrorCode.INTERNAL, "a connection could not be told: repeat the call");
    }

    private List<Connection> find(String user, String client) {
        return connections.find(new ConnectionId(client)).stream()
                .filter(found -> user.isEmpty() || found.user().equals(user))
                .toList();
    }

    private boolean attempt(Connection connection, Predicate<Connection> action) {
        if (!deadline.current().leaves(ACTION_TIME)) {
            return false;
        }
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
