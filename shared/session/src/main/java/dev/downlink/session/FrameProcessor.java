package dev.downlink.session;

import dev.downlink.concurrent.EventLoops;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.protocol.Codec;
import dev.downlink.protocol.DecodedFrame;
import dev.downlink.protocol.Dialect;
import dev.downlink.time.Deadline;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes a frame, has its commands answered, and encodes the replies in the dialect of the frame. */
@Singleton
public final class FrameProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(FrameProcessor.class);

    private final ConnectionRepository connections;
    private final Session session;
    private final ReplyPoster poster;

    public FrameProcessor(
            ConnectionRepository connections,
            Session session,
            ConnectionPoster poster,
            EventLoops loops,
            ParallelExecutor parallel) {
        this.connections = connections;
        this.session = session;
        this.poster = new ReplyPoster(poster, loops, parallel);
    }

    /**
     * @param deadline when the reply must have been returned
     * @return the frame of replies; empty if there are none, or they have been posted
     */
    public String answer(Caller caller, String commands, Deadline deadline) {
        // API Gateway routes to $default what has no action.
        Dialect likely = caller.route().equals("$default") ? Dialect.CENTRIFUGE : Dialect.ACTION;
        DecodedFrame decoded = DecodedFrame.decode(commands, likely, () -> registeredDialect(caller));
        Codec codec = Codec.of(decoded.dialect());
        SessionAnswer answer = session.answer(caller, decoded.dialect(), decoded.requests(), deadline);
        Stream<String> replies = Stream.of(codec.encode(answer.responses()));
        Stream<String> pushes = Stream.concat(answer.pushes().stream(), Stream.ofNullable(answer.disconnect()))
                .map(codec::encode);
        String frame =
                Stream.concat(replies, pushes).filter(text -> !text.isEmpty()).collect(Collectors.joining("\n"));
        boolean posted = !answer.onAccepted().isEmpty() && poster.post(caller.connection(), frame, answer.onAccepted());
        return posted ? "" : frame;
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
