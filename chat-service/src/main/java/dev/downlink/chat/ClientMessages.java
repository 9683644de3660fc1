package dev.downlink.chat;

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
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes what clients say in the action dialect, and answers them. */
@Singleton
final class ClientMessages {

    private static final Logger LOG = LoggerFactory.getLogger(ClientMessages.class);

    private final Codec codec = Codec.of(Dialect.ACTION);
    private final ConnectionRepository connections;
    private final ClientPublisher publisher;

    ClientMessages(ConnectionRepository connections, ClientPublisher publisher) {
        this.connections = connections;
        this.publisher = publisher;
    }

    /** @return the frame to answer with */
    String answer(ConnectionId sender, String frame) {
        List<Response> responses = codec.decode(frame).stream()
                .map(request -> Response.to(request, reply(sender, request)))
                .toList();
        return codec.encode(responses);
    }

    private Reply reply(ConnectionId sender, Request request) {
        try {
            if (request.command() instanceof Command.Publish publish) {
                return forClient(
                        sender,
                        client -> publisher.publish(client, new ChannelName(publish.channel()), publish.data()));
            }
            if (request.command() instanceof Command.OnMessage onMessage) {
                return forClient(sender, client -> publisher.publishToLobby(client, onMessage.message()));
            }
            return request.command() instanceof Command.Malformed malformed
                    ? new Reply.Failed(malformed.code(), malformed.message())
                    // API Gateway routes every other command elsewhere.
                    : new Reply.Failed(ErrorCode.NOT_AVAILABLE);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("connection", sender)
                    .addKeyValue("route", request.method())
                    .setCause(e)
                    .log("message not published");
            return new Reply.Failed(ErrorCode.INTERNAL);
        }
    }

    private Reply forClient(ConnectionId sender, Function<Connection, Reply> answer) {
        Optional<Connection> client = connections.find(sender);
        return client.isPresent()
                ? answer.apply(client.get())
                : new Reply.Failed(ErrorCode.EXPIRED, "this connection is no longer known: connect again");
    }
}
