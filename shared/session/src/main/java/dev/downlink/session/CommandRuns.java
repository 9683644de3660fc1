package dev.downlink.session;

import dev.downlink.protocol.Command;
import dev.downlink.protocol.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Divides the commands of a frame into runs. The runs are handled in order, the commands of one run in parallel. */
final class CommandRuns {

    private CommandRuns() {}

    /** Consecutive subscribe commands to different channels are one run; every other command is a run of its own. */
    static List<List<Request>> of(List<Request> requests) {
        List<List<Request>> runs = new ArrayList<>();
        Set<String> channels = new HashSet<>();
        for (Request request : requests) {
            boolean together = request.command() instanceof Command.Subscribe subscribe
                    && !channels.isEmpty()
                    && !channels.contains(subscribe.channel());
            if (!together) {
                runs.add(new ArrayList<>());
                channels.clear();
            }
            runs.getLast().add(request);
            if (request.command() instanceof Command.Subscribe subscribe) {
                channels.add(subscribe.channel());
            }
        }
        return runs;
    }
}
