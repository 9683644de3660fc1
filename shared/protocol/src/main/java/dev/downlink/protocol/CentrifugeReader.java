package dev.downlink.protocol;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one command of the Centrifuge protocol. */
final class CentrifugeReader implements FrameDecoder.CommandReader {

    private static final long MAX_ID = 0xFFFF_FFFFL;

    private final JsonReader json;
    private final Parameters parameters;
    private final SubscribeReader subscribe;
    private final Map<String, StreamPosition> recover = new HashMap<>();
    private final Set<String> channels = new HashSet<>();
    private @Nullable Json id;
    private String method = "";
    private boolean unknownField;
    private boolean extension;

    CentrifugeReader(JsonReader json) {
        this.json = json;
        parameters = new Parameters(json);
        subscribe = new SubscribeReader(json);
    }

    /** Whether {@code client.proto} has a command of that name, supported here or not. */
    static boolean isMethod(String field) {
        return switch (field) {
            case "connect", "subscribe", "unsubscribe", "publish", "presence", "presence_stats", "history" -> true;
            case "ping", "send", "rpc", "refresh", "sub_refresh" -> true;
            default -> false;
        };
    }

    @Override
    public void read(String name) throws IOException {
        if (name.equals("id")) {
            // 0: not set.
            long number = json.number(name, 0, MAX_ID);
            id = number == 0 ? null : new Json(Long.toString(number));
        } else if (!isMethod(name)) {
            unknownField = true;
            json.skip();
        } else if (!json.isNull()) {
            if (!method.isEmpty()) {
                json.note(ErrorCode.BAD_REQUEST, "more than one command in an object");
            }
            method = name;
            json.object(name, this::readParameter);
        }
    }

    @Override
    public Request request(Command.@Nullable Malformed problem) {
        return new Request(id, method, problem == null ? command() : problem);
    }

    private void readParameter(String name) throws IOException {
        switch (method) {
            // Skipped unchecked: the same names may mean something else here.
            case "ping", "send" -> json.skip();
            case "subscribe" -> {
                if (!subscribe.read(name)) {
                    readCommon(name);
                }
            }
            default -> readCommon(name);
        }
    }

    private void readCommon(String name) throws IOException {
        switch (name) {
            case "subs" -> json.object(name, this::readRecovery);
            // Not 0: an unsupported type of subscription, publication or refresh.
            case "type" -> extension |= json.number(name, Integer.MIN_VALUE, Integer.MAX_VALUE) != 0;
            default -> parameters.read(name);
        }
    }

    private void readRecovery(String channel) throws IOException {
        Position from = new Position(json);
        json.object("subs", from::read);
        StreamPosition toRecoverFrom = from.toRecoverFrom();
        if (parameters.channel(channel) != null) {
            channels.add(channel);
            if (toRecoverFrom != null) {
                recover.put(channel, toRecoverFrom);
            }
        }
    }

    private Command command() {
        if (method.equals("send")) {
            return new Command.Send();
        }
        if (id == null) {
            return method.isEmpty() && !unknownField ? new Command.Pong() : Parameters.missing("id");
        }
        if (extension) {
            return new Command.Unavailable();
        }
        return switch (method) {
            case "connect" -> parameters.connect(recover, channels);
            case "subscribe" ->
                parameters.subscribe(
                        subscribe.toRecoverFrom(), subscribe.tracking(), subscribe.options(parameters.data()));
            case "unsubscribe" -> parameters.unsubscribe();
            case "publish" -> parameters.publish();
            case "presence" -> parameters.presence();
            case "presence_stats" -> parameters.presenceStats();
            case "history" -> parameters.history(0);
            case "refresh" -> parameters.refresh();
            case "sub_refresh" -> parameters.subRefresh();
            case "rpc" -> parameters.rpc();
            case "ping" -> new Command.Unavailable();
            // A bad request in Centrifugo too: its "method not found" is for RPC.
            default -> new Command.Malformed(ErrorCode.BAD_REQUEST, "no command that this protocol knows");
        };
    }
}
