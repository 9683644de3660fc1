package dev.downlink.connectionservice;

import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.protocol.Codec;
import dev.downlink.protocol.Dialect;
import dev.downlink.time.Deadline;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes a frame, has its commands answered, and encodes the replies in the dialect of the frame. */
@Singleton
final class FrameProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(FrameProcessor.class);

    private final ConnectionRepository connections;
    private final Session session;

    FrameProcessor(ConnectionRepository connections, Session session) {
        this.connections = connections;
        this.session = session;
    }

    /**
     * @param deadline when the reply must have been returned
     * @return the frame of replies; empty if there are none
     */
    String answer(Caller caller, String frame, Deadline deadline) {
        Dialect dialect = Dialect.of(frame).orElseGet(() -> registeredDialect(caller));
        Codec codec = Codec.of(dialect);
        SessionAnswer answer = session.answer(caller, dialect, codec.decode(frame), deadline);
        String replies = codec.encode(answer.responses());
        if (answer.disconnect() == null) {
            return replies;
        }
        String disconnect = codec.encode(answer.disconnect());
        return replies.isEmpty() ? disconnect : replies + "\n" + disconnect;
    }

    /** The dialect of a frame that does not show it. */
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
                    .log("cannot read the dialect of the connection; answering in the action dialect");
            return Dialect.ACTION;
        }
    }
}
