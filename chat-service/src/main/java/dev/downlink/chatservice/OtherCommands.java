package dev.downlink.chatservice;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Connection;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Request;
import dev.downlink.session.CommandOutcome;
import dev.downlink.session.FrameContext;
import dev.downlink.session.SessionCommands;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Refuses the commands of a session: API Gateway routes them to the connection service. */
@Singleton
final class OtherCommands implements SessionCommands {

    @Override
    public CommandOutcome execute(FrameContext frame, Command.OfSession command, long commandId) {
        return CommandOutcome.failed(ErrorCode.NOT_AVAILABLE);
    }

    @Override
    public Set<ChannelName> excess(Connection client, List<Request> run) {
        return Set.of();
    }
}
