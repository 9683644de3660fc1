package dev.downlink.session;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Connection;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.Request;
import java.util.List;
import java.util.Set;

/** Carries out the commands of a session. Other functions than those of the connection service offer none. */
public interface SessionCommands {

    /** @param commandId orders the commands of a Centrifuge client; 0 in the action dialect, whose ids say nothing */
    CommandOutcome execute(FrameContext frame, Command.OfSession command, long commandId);

    /**
     * The channels that a run of subscribe commands, which are carried out in parallel, must be refused: there is no free place
     * for them below the channel limit.
     */
    Set<ChannelName> excess(Connection client, List<Request> run);
}
