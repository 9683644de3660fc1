package dev.downlink.protocol;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one command of the Centrifuge protocol. */
final class CentrifugeReader {

    private CentrifugeReader() {}

    /** What {@code client.proto} knows as a command, offered here or not. */
    static boolean isMethod(String field) {
        return switch (field) {
            case "connect", "subscribe", "unsubscribe", "publish", "presence", "presence_stats", "history" -> true;
            case "ping", "send", "rpc", "refresh", "sub_refresh" -> true;
            default -> false;
        };
    }

    static Request request(JsonReader json) throws IOException {
        Json id = null;
        String method = "";
        boolean empty = true;
        Parameters parameters = new Parameters(Dialect.CENTRIFUGE);
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (field.equals("id")) {
                // 0 is a field that was not set.
                long number = json.number(field, 0, 0xFFFF_FFFFL);
                if (id != null) {
                    json.note(ErrorCode.BAD_REQUEST, "id occurs twice in the command");
                } else if (number > 0) {
                    id = new Json(Long.toString(number));
                }
            } else if (!isMethod(field)) {
                empty = false;
                json.skip();
            } else if (!json.isNull()) {
                if (!method.isEmpty()) {
                    json.note(ErrorCode.BAD_REQUEST, "more than one command in an object");
                }
                method = field;
                if (json.isObject(field)) {
                    readParameters(field, parameters, json);
                }
            }
        }
        return new Request(id, method, command(id, method, empty, parameters, json.takeProblem()));
    }

    private static void readParameters(String method, Parameters parameters, JsonReader json) throws IOException {
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            switch (method) {
                // Their names may mean something else.
                case "ping", "send", "rpc", "refresh", "sub_refresh" -> json.skip();
                default -> parameters.read(name, json);
            }
        }
    }

    private static Command command(
            @Nullable Json id,
            String method,
            boolean empty,
            Parameters parameters,
            Command.@Nullable Malformed problem) {
        if (problem != null) {
            return problem;
        }
        if (method.equals("send")) {
            return new Command.Send();
        }
        if (id == null) {
            return method.isEmpty() && empty ? new Command.Pong() : Parameters.missing("id");
        }
        return switch (method) {
            case "connect" -> parameters.connect();
            case "subscribe" -> parameters.subscribe();
            case "unsubscribe" -> parameters.unsubscribe();
            case "publish" -> parameters.publish();
            case "presence" -> parameters.presence();
            case "presence_stats" -> parameters.presenceStats();
            case "history" -> parameters.history(0);
            case "ping", "rpc", "refresh", "sub_refresh" -> new Command.Unavailable();
            // Centrifugo calls it a bad request too; its "method not found" is about RPC.
            default -> new Command.Malformed(ErrorCode.BAD_REQUEST, "no command that this protocol knows");
        };
    }
}
