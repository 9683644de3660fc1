package dev.downlink.protocol;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of one command. Every name means the same in every command; each command takes those it knows. */
final class Parameters {

    private final Dialect dialect;
    private final Set<String> seen = new HashSet<>();

    private @Nullable String channel;
    private @Nullable String token;
    private @Nullable Json data;
    private @Nullable Json message;
    private boolean recover;
    private long offset;
    private @Nullable String epoch;
    private @Nullable Integer limit;
    private @Nullable StreamPosition since;
    private @Nullable StreamPosition recoverFrom;
    private boolean reverse;
    private boolean extension;
    private Map<String, StreamPosition> subscriptions = Map.of();

    Parameters(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Reads the current value if it is a parameter, and skips it if not, as Centrifugo does. */
    void read(String name, JsonReader json) throws IOException {
        if (!seen.add(name)) {
            json.note(ErrorCode.BAD_REQUEST, "a name occurs twice in the command");
        }
        switch (name) {
            case "channel" -> channel = checked(json.string(name), json);
            case "token" -> token = json.string(name);
            case "data" -> data = sized(json.json(name), json);
            case "message" -> message = sized(json.json(name), json);
            case "offset" -> offset = json.number(name, 0, Long.MAX_VALUE);
            case "epoch" -> epoch = json.string(name);
            case "limit" ->
                limit = json.isNull() ? null : (int) json.number(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "since" -> since = position(name, json);
            case "recover" -> {
                switch (dialect) {
                    case CENTRIFUGE -> recover = json.flag(name);
                    case ACTION -> recoverFrom = position(name, json);
                }
            }
            case "reverse" -> reverse = json.flag(name);
            case "subs" -> subscriptions = subscriptions(json);
            // A filter by tags, or another type of subscription or publication than the plain one.
            case "tf" -> {
                extension |= !json.isNull();
                json.skip();
            }
            case "type" -> extension |= json.number(name, Integer.MIN_VALUE, Integer.MAX_VALUE) != 0;
            default -> json.skip();
        }
    }

    Command subscribe() {
        if (extension) {
            return new Command.Unavailable();
        }
        StreamPosition from = recover ? position() : recoverFrom;
        return channel == null ? missing("channel") : new Command.Subscribe(channel, token, from);
    }

    Command connect() {
        return new Command.Connect(token, data, subscriptions);
    }

    Command unsubscribe() {
        return channel == null ? missing("channel") : new Command.Unsubscribe(channel);
    }

    Command publish() {
        if (extension) {
            return new Command.Unavailable();
        }
        if (channel == null) {
            return missing("channel");
        }
        return data == null ? missing("data") : new Command.Publish(channel, data);
    }

    Command onMessage() {
        return message == null ? missing("message") : new Command.OnMessage(message);
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

    private StreamPosition position() {
        return new StreamPosition(offset, epoch == null ? "" : epoch);
    }

    private @Nullable StreamPosition position(String name, JsonReader json) throws IOException {
        Parameters parameters = object(name, json);
        return parameters == null ? null : parameters.position();
    }

    private @Nullable Parameters object(String name, JsonReader json) throws IOException {
        if (!json.isObject(name)) {
            return null;
        }
        Parameters parameters = new Parameters(dialect);
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            parameters.read(field, json);
        }
        return parameters;
    }

    private Map<String, StreamPosition> subscriptions(JsonReader json) throws IOException {
        Map<String, StreamPosition> positions = new HashMap<>();
        if (json.isObject("subs")) {
            for (String name = json.nextField(); name != null; name = json.nextField()) {
                checked(name, json);
                Parameters parameters = object("subs", json);
                if (parameters != null && parameters.recover) {
                    positions.put(name, parameters.position());
                }
            }
        }
        return positions;
    }

    private static @Nullable String checked(@Nullable String channel, JsonReader json) {
        if (channel == null || channel.isEmpty()) {
            return null;
        }
        if (channel.length() > Limits.MAX_CHANNEL_LENGTH) {
            json.note(ErrorCode.BAD_REQUEST, "channel must have at most " + Limits.MAX_CHANNEL_LENGTH + " characters");
        } else if (!JsonReader.isWellFormed(channel, 0, channel.length())) {
            json.note(ErrorCode.BAD_REQUEST, "channel must be well-formed Unicode");
        }
        return channel;
    }

    private static @Nullable Json sized(@Nullable Json value, JsonReader json) {
        if (value != null && value.utf8Length() > Limits.MAX_DATA_BYTES) {
            json.note(ErrorCode.LIMIT_EXCEEDED, "data must have at most " + Limits.MAX_DATA_BYTES + " bytes");
        }
        return value;
    }
}
