package dev.downlink.protocol;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one command of the action dialect. */
final class ActionReader implements FrameDecoder.CommandReader {

    /** All publications: commands typed by hand often name no limit. */
    private static final int DEFAULT_HISTORY_LIMIT = -1;

    private final JsonReader json;
    private final Parameters parameters;
    private @Nullable Json id;
    private @Nullable String action;
    private @Nullable Json message;
    private @Nullable StreamPosition recover;
    private @Nullable TagsFilter filter;
    private boolean joinLeave;

    ActionReader(JsonReader json) {
        this.json = json;
        parameters = new Parameters(json);
    }

    @Override
    public void read(String name) throws IOException {
        switch (name) {
            case "id" -> id = json.isNull() ? null : json.id();
            case "action" -> action = json.string(name);
            case "message" -> message = parameters.payload(name);
            case "recover" -> recover = Position.read(name, json);
            case "filter" -> filter = TagsFilterReader.read(name, json);
            case "join_leave" -> joinLeave = json.flag(name);
            default -> parameters.read(name);
        }
    }

    @Override
    public Request request(Command.@Nullable Malformed problem) {
        String method = action == null || action.length() > Limits.MAX_ID_LENGTH ? "" : action;
        return new Request(id, method, problem == null ? command() : problem);
    }

    private Command command() {
        if (action == null) {
            return Parameters.missing("action");
        }
        return switch (action) {
            case "subscribe" -> parameters.subscribe(recover, Tracking.NONE, options());
            case "unsubscribe" -> parameters.unsubscribe();
            case "publish" -> parameters.publish();
            case "onMessage" -> message == null ? Parameters.missing("message") : new Command.OnMessage(message);
            case "history" -> parameters.history(DEFAULT_HISTORY_LIMIT);
            case "presence" -> parameters.presence();
            case "presence_stats" -> parameters.presenceStats();
            case "refresh" -> parameters.refresh();
            case "sub_refresh" -> parameters.subRefresh();
            case "rpc" -> parameters.rpc();
            case "ping" -> new Command.Ping();
            default -> new Command.Malformed(ErrorCode.METHOD_NOT_FOUND, ErrorCode.METHOD_NOT_FOUND.message());
        };
    }

    private SubscribeOptions options() {
        return new SubscribeOptions(parameters.data(), joinLeave, false, SubscribeOptions.DeltaRequest.NONE, filter);
    }
}
