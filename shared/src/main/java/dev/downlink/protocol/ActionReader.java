package dev.downlink.protocol;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one command of the action dialect. */
final class ActionReader {

    /** Who types a command by hand and names no limit wants to see what there is. */
    private static final int DEFAULT_HISTORY_LIMIT = -1;

    private ActionReader() {}

    static Request request(JsonReader json) throws IOException {
        Json id = null;
        String action = null;
        Parameters parameters = new Parameters(Dialect.ACTION);
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (field.equals("id") && !json.isNull()) {
                if (id != null) {
                    json.note(ErrorCode.BAD_REQUEST, "id occurs twice in the command");
                    json.skip();
                } else {
                    id = json.id();
                }
            } else if (field.equals("action") && !json.isNull()) {
                if (action != null) {
                    json.note(ErrorCode.BAD_REQUEST, "action occurs twice in the command");
                }
                action = json.string(field);
            } else {
                parameters.read(field, json);
            }
        }
        Command command = command(action, parameters, json.takeProblem());
        return new Request(id, repeatable(action), command);
    }

    private static Command command(
            @Nullable String action, Parameters parameters, Command.@Nullable Malformed problem) {
        if (problem != null) {
            return problem;
        }
        if (action == null) {
            return Parameters.missing("action");
        }
        return switch (action) {
            case "subscribe" -> parameters.subscribe();
            case "unsubscribe" -> parameters.unsubscribe();
            case "publish" -> parameters.publish();
            case "onMessage" -> parameters.onMessage();
            case "history" -> parameters.history(DEFAULT_HISTORY_LIMIT);
            case "presence" -> parameters.presence();
            case "presence_stats" -> parameters.presenceStats();
            case "ping" -> new Command.Ping();
            default -> new Command.Malformed(ErrorCode.METHOD_NOT_FOUND, ErrorCode.METHOD_NOT_FOUND.message());
        };
    }

    private static String repeatable(@Nullable String action) {
        return action == null || action.length() > Limits.MAX_ID_LENGTH ? "" : action;
    }
}
