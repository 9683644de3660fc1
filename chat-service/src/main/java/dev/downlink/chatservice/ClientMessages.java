package dev.downlink.chatservice;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.protocol.Codec;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.Request;
import dev.downlink.protocol.Response;
import dev.downlink.publish.ClientPublisher;
import dev.downlink.time.Deadline;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes messages of clients in the action dialect, in order, and answers them. A message for which no time is left is
 * answered with error 111.
 */
@Singleton
final class ClientMessages {

    private static final Logger LOG = LoggerFactory.getLogger(ClientMessages.class);

    /** 2 s: a message that begins with less time left may keep the replies to all others from being sent. */
    private static final Duration MESSAGE_TIME = Duration.ofSeconds(2);

    private final Codec codec = Codec.of(Dialect.ACTION);
    private final ConnectionRepository connections;
    private final ClientPublisher publisher;

    ClientMessages(ConnectionRepository connections, ClientPublisher publisher) {
        this.connections = connections;
        this.publisher = publisher;
    }

    /**
     * @param deadline when the reply must have been returned
     * @return the frame of replies
     */
    String answer(ConnectionId sender, String frame, Deadline deadline) {
        List<Response> responses = new ArrayList<>();
        Sender client = new Sender(sender);
        for (Request request : codec.decode(frame)) {
            Reply reply = deadline.leaves(MESSAGE_TIME)
                    ? reply(client, request)
                    : new Reply.Failed(ErrorCode.TOO_MANY_REQUESTS);
            responses.add(Response.to(request, reply));
        }
        return codec.encode(responses);
    }

    private Reply reply(Sender sender, Request request) {
        try {
            if (request.command() instanceof Command.Publish publish) {
                return sender.answer(
                        client -> publisher.publish(client, new ChannelName(publish.channel()), publish.data()));
            }
            if (request.command() instanceof Command.OnMessage onMessage) {
                return sender.answer(client -> publisher.publishToLobby(client, onMessage.message()));
            }
            return request.command() instanceof Command.Malformed malformed
                    ? new Reply.Failed(malformed.code(), malformed.message())
                    // API Gateway routes all other commands to other functions.
                    : new Reply.Failed(ErrorCode.NOT_AVAILABLE);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("connection", sender.id)
                    .addKeyValue("route", request.method())
                    .setCause(e)
                    .log("message not published");
            return new Reply.Failed(ErrorCode.INTERNAL);
        }
    }

    /** The connection that sent the frame, read once. */
    private final class Sender {

        private final ConnectionId id;
        private @Nullable Connection connection;

        Sender(ConnectionId id) {
            this.id = id;
        }

        Reply answer(Function<Connection, Reply> publish) {
            if (connection == null) {
                connection = connections.find(id).orElse(null);
            }
            return connection == null
                    ? new Reply.Failed(ErrorCode.EXPIRED, "this connection is no longer known: connect again")
                    : publish.apply(connection);
        }
    }
}
