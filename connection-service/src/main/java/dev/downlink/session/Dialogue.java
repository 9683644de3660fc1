package dev.downlink.session;

import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.protocol.Codec;
import dev.downlink.protocol.Dialect;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the commands of a frame answered in the dialect that the frame is written in. */
@Singleton
final class Dialogue {

    private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);

    private final ConnectionRepository connections;
    private final Session session;

    Dialogue(ConnectionRepository connections, Session session) {
        this.connections = connections;
        this.session = session;
    }

    /** @return the frame to answer with; empty if there is nothing to say */
    String answer(Caller caller, String frame) {
        Dialect dialect = Dialect.of(frame).orElseGet(() -> registeredDialect(caller));
        Codec codec = Codec.of(dialect);
        SessionAnswer answer = session.answer(caller, dialect, codec.decode(frame));
        String replies = codec.encode(answer.responses());
        if (answer.farewell() == null) {
            return replies;
        }
        String farewell = codec.encode(answer.farewell());
        return replies.isEmpty() ? farewell : replies + "\n" + farewell;
    }

    /** What a frame does not tell, the registry may. */
    private Dialect registeredDialect(Caller caller) {
        try {
            return connections
                    .find(caller.connection())
                    .map(Connection::dialect)
                    .orElse(Dialect.ACTION);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("connection", caller.connection())
                    .addKeyValue("request", caller.requestId())
                    .addKeyValue("route", caller.route())
                    .setCause(e)
                    .log("dialect unknown");
            return Dialect.ACTION;
        }
    }
}
