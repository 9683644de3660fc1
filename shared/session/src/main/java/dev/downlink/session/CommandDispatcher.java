package dev.downlink.session;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.Request;
import dev.downlink.publish.ClientPublisher;

/** Passes each command to the service class that answers it. */
final class CommandDispatcher {

    private final ClientPublisher publisher;
    private final SessionCommands session;

    CommandDispatcher(ClientPublisher publisher, SessionCommands session) {
        this.publisher = publisher;
        this.session = session;
    }

    CommandOutcome dispatch(FrameContext frame, Request request) {
        return switch (request.command()) {
            case Command.Malformed malformed -> CommandOutcome.failed(malformed.code(), malformed.message());
            case Command.Unavailable unavailable -> CommandOutcome.failed(ErrorCode.NOT_AVAILABLE);
            case Command.Pong pong -> new CommandOutcome.Unanswered();
            case Command.Send send -> new CommandOutcome.Unanswered();
            case Command.Ping ping -> frame.forClient(client -> new CommandOutcome.Answered(new Reply.Pong()));
            case Command.Publish publish ->
                frame.forClient(client -> new CommandOutcome.Answered(
                        publisher.publish(client, new ChannelName(publish.channel()), publish.data())));
            case Command.OnMessage onMessage ->
                frame.forClient(
                        client -> new CommandOutcome.Answered(publisher.publishToLobby(client, onMessage.message())));
            case Command.OfSession ofSession -> session.execute(frame, ofSession, commandId(frame, request));
        };
    }

    private static long commandId(FrameContext frame, Request request) {
        return switch (frame.dialect()) {
            case CENTRIFUGE -> request.number();
            case ACTION -> 0;
        };
    }
}
