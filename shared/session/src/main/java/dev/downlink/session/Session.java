package dev.downlink.session;

import dev.downlink.channel.ChannelName;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Request;
import dev.downlink.protocol.Response;
import dev.downlink.publish.ClientPublisher;
import dev.downlink.time.Deadline;
import dev.downlink.time.Sleeper;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Answers the commands of a frame, in order. A command that fails through a fault of the server is answered with error 100
 * and does not affect the others; one for which no time or no room in the reply is left is answered with error 111.
 */
@Singleton
public final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final ConnectionRepository connections;
    private final CommandDispatcher dispatcher;
    private final SessionCommands sessionCommands;
    private final ParallelExecutor parallel;
    private final Sleeper sleeper;

    public Session(
            ConnectionRepository connections,
            ClientPublisher publisher,
            SessionCommands sessionCommands,
            ParallelExecutor parallel,
            Sleeper sleeper) {
        this.connections = connections;
        this.dispatcher = new CommandDispatcher(publisher, sessionCommands);
        this.sessionCommands = sessionCommands;
        this.parallel = parallel;
        this.sleeper = sleeper;
    }

    SessionAnswer answer(Caller caller, Dialect dialect, List<Request> requests, Deadline deadline) {
        FrameContext frame = new FrameContext(caller, dialect, connections, deadline, sleeper);
        List<Response> responses = new ArrayList<>();
        for (List<Request> run : CommandRuns.of(requests)) {
            frame.refuse(beyondChannelLimit(frame, run));
            List<CommandOutcome> outcomes = parallel.map(run, request -> answer(frame, request));
            for (int i = 0; i < run.size(); i++) {
                switch (outcomes.get(i)) {
                    case CommandOutcome.Answered answered -> responses.add(Response.to(run.get(i), answered.reply()));
                    case CommandOutcome.Unanswered unanswered -> {}
                    case CommandOutcome.Ended ended -> {
                        return new SessionAnswer(responses, List.of(), List.of(), ended.disconnect());
                    }
                }
            }
        }
        return new SessionAnswer(responses, frame.pushes(), frame.onAccepted(), null);
    }

    /** A single subscribe command is counted when it is carried out. */
    private Set<ChannelName> beyondChannelLimit(FrameContext frame, List<Request> run) {
        if (run.size() < 2) {
            return Set.of();
        }
        try {
            return frame.client()
                    .map(client -> sessionCommands.excess(client, run))
                    .orElse(Set.of());
        } catch (RuntimeException e) {
            failure(frame)
                    .setCause(e)
                    .log("cannot count the channels of the connection; counting each subscribe alone");
            return Set.of();
        }
    }

    private CommandOutcome answer(FrameContext frame, Request request) {
        Command command = request.command();
        if (command instanceof Command.Pong || command instanceof Command.Send) {
            return new CommandOutcome.Unanswered();
        }
        if (!frame.accept(command.channel())) {
            return CommandOutcome.failed(ErrorCode.TOO_MANY_REQUESTS);
        }
        try {
            return dispatcher.dispatch(frame, request);
        } catch (RuntimeException e) {
            failure(frame)
                    .addKeyValue("method", request.method())
                    .addKeyValue("channel", command.channel())
                    .setCause(e)
                    .log("command failed; answering error 100");
            return CommandOutcome.failed(ErrorCode.INTERNAL);
        }
    }

    private static LoggingEventBuilder failure(FrameContext frame) {
        return LOG.atError()
                .addKeyValue("connection", frame.caller().connection())
                .addKeyValue("request", frame.caller().requestId())
                .addKeyValue("route", frame.caller().route());
    }
}
