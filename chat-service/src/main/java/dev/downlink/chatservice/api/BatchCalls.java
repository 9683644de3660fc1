package dev.downlink.chatservice.api;

import dev.downlink.api.ApiAnswer;
import dev.downlink.api.ApiCalls;
import dev.downlink.api.InvocationDeadline;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Json;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Calls several methods, with one reply each, in their order. A command for which no time is left is answered with error 111,
 * one whose reply has no room with error 106.
 */
@Singleton
final class BatchCalls {

    /** 8 commands in parallel, as with a broadcast. */
    private static final int WIDTH = 8;

    /** 1,000 commands: what one invocation publishes in its time on a normal day. */
    private static final int MAX_COMMANDS = 1000;

    /** 2 MB: escaped once more, as the body of Lambda's answer, it stays below Lambda's limit of 6 MB. */
    private static final int MAX_REPLIES_BYTES = 2 * 1024 * 1024;

    /** 3 s: a command that begins with less time left may keep the replies to all others from being sent. */
    private static final Duration COMMAND_TIME = Duration.ofSeconds(3);

    private final ApiCalls api;
    private final ChatMethods methods;
    private final InvocationDeadline deadline;
    private final ParallelExecutor parallel = new ParallelExecutor(WIDTH);

    BatchCalls(ApiCalls api, ChatMethods methods, InvocationDeadline deadline) {
        this.api = api;
        this.methods = methods;
        this.deadline = deadline;
    }

    /** @return {@code {"replies": […]}}, or an error */
    String batch(BatchRequest request) {
        if (request.commands().isEmpty()) {
            return api.write(new ApiAnswer.OfError(ErrorCode.BAD_REQUEST));
        }
        if (request.commands().size() > MAX_COMMANDS) {
            return api.write(new ApiAnswer.OfError(ErrorCode.LIMIT_EXCEEDED));
        }
        List<ApiAnswer> answers = request.parallel()
                ? parallel.map(request.commands(), this::answer)
                : request.commands().stream().map(this::answer).toList();
        return "{\"replies\":[" + String.join(",", fitting(answers)) + "]}";
    }

    private List<String> fitting(List<ApiAnswer> answers) {
        List<String> replies = new ArrayList<>();
        long bytes = 0;
        for (ApiAnswer answer : answers) {
            String reply = api.write(answer);
            // At most three bytes a character.
            bytes += 3L * reply.length();
            replies.add(
                    bytes <= MAX_REPLIES_BYTES ? reply : api.write(new ApiAnswer.OfError(ErrorCode.LIMIT_EXCEEDED)));
        }
        return replies;
    }

    private ApiAnswer answer(Map<String, Json> command) {
        if (command.size() != 1) {
            return new ApiAnswer.OfError(ErrorCode.BAD_REQUEST);
        }
        if (!deadline.current().leaves(COMMAND_TIME)) {
            return new ApiAnswer.OfError(ErrorCode.TOO_MANY_REQUESTS);
        }
        Map.Entry<String, Json> call = command.entrySet().iterator().next();
        String method = call.getKey();
        String request = call.getValue().text();
        return switch (method) {
            case "publish" -> api.answerCommand(method, request, PublishRequest.class, methods::publish);
            case "broadcast" -> api.answerCommand(method, request, PublishRequest.class, methods::broadcast);
            case "history" -> api.answerCommand(method, request, HistoryRequest.class, methods::history);
            case "history_remove" ->
                api.answerCommand(method, request, HistoryRemoveRequest.class, methods::historyRemove);
            default -> ApiAnswer.OfError.of(ErrorCode.METHOD_NOT_FOUND, "a batch has publish, broadcast and history");
        };
    }
}
