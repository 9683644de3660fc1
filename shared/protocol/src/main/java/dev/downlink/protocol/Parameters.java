package dev.downlink.protocol;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters that both dialects share. Each command uses those it knows. */
final class Parameters {

    private final JsonReader json;
    private @Nullable String channel;
    private @Nullable Json data;
    private @Nullable String token;
    private @Nullable String method;
    private @Nullable Integer limit;
    private @Nullable StreamPosition since;
    private boolean reverse;

    Parameters(JsonReader json) {
        this.json = json;
    }

    /** Reads the current value if it is such a parameter, and skips it if not, as Centrifugo does. */
    void read(String name) throws IOException {
        switch (name) {
            case "channel" -> channel = channel(json.string(name));
            case "data" -> data = payload(name);
            case "token" -> token = json.string(name);
            case "method" -> method = json.string(name);
            case "limit" ->
                limit = json.isNull() ? null : (int) json.number(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "since" -> since = Position.read(name, json);
            case "reverse" -> reverse = json.flag(name);
            default -> json.skip();
        }
    }

    /** Checks a channel's name, if it is there, and notes a problem. */
    @Nullable
    String channel(@Nullable String channel) {
        if (channel == null || channel.isEmpty()) {
            return null;
        }
        if (channel.length() > Limits.MAX_CHANNEL_LENGTH) {
            json.note(ErrorCode.BAD_REQUEST, "channel must have at most " + Limits.MAX_CHANNEL_LENGTH + " characters");
        } else if (!JsonText.isWellFormed(channel)) {
            json.note(ErrorCode.BAD_REQUEST, "channel must be well-formed Unicode");
        }
        return channel;
    }

    /** Reads any value up to the size limit. */
    @Nullable
    Json payload(String name) throws IOException {
        Json value = json.json(name);
        if (value != null && value.utf8Length() > Limits.MAX_DATA_BYTES) {
            json.note(ErrorCode.LIMIT_EXCEEDED, name + " must have at most " + Limits.MAX_DATA_BYTES + " bytes");
        }
        return value;
    }

    @Nullable
    Json data() {
        return data;
    }

    /** @param recover the position to recover from, if the client asks to */
    Command subscribe(@Nullable StreamPosition recover, Tracking tracking, SubscribeOptions options) {
        return channel == null ? missing("channel") : new Command.Subscribe(channel, token, recover, tracking, options);
    }

    Command connect(Map<String, StreamPosition> recover, Set<String> channels) {
        return new Command.Connect(token, data, recover, channels);
    }

    Command refresh() {
        return new Command.Refresh(token == null ? "" : token);
    }

    Command subRefresh() {
        return channel == null ? missing("channel") : new Command.SubRefresh(channel, token == null ? "" : token);
    }

    Command rpc() {
        return new Command.Rpc(method == null ? "" : method, data);
    }

    Command unsubscribe() {
        return channel == null ? missing("channel") : new Command.Unsubscribe(channel);
    }

    Command publish() {
        if (channel == null) {
            return missing("channel");
        }
        return data == null ? missing("data") : new Command.Publish(channel, data);
    }

    /** @param defaultLimit if the client gave none */
    Command history(int defaultLimit) {
        if (channel == null) {
            return missing("channel");
        }
        int most = limit == null ? defaultLimit : Math.max(limit, -1);
        return new Command.History(channel, most, since, reverse);
    }

    Command presence() {
        return channel == null ? missing("channel") : new Command.Presence(channel);
    }

    Command presenceStats() {
        return channel == null ? missing("channel") : new Command.PresenceStats(channel);
    }

    static Command missing(String name) {
        return new Command.Malformed(ErrorCode.BAD_REQUEST, name + " is required");
    }
}
