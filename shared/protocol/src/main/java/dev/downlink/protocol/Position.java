package dev.downlink.protocol;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a position: the offset and the epoch, and in Centrifuge whether to recover from there. */
final class Position {

    private final JsonReader json;
    private boolean recover;
    private long offset;
    private @Nullable String epoch;

    Position(JsonReader json) {
        this.json = json;
    }

    /** Reads a position that is an object. */
    static @Nullable StreamPosition read(String name, JsonReader json) throws IOException {
        Position position = new Position(json);
        return json.object(name, position::read) ? position.get() : null;
    }

    void read(String name) throws IOException {
        switch (name) {
            case "recover" -> recover = json.flag(name);
            case "offset" -> offset = json.number(name, 0, Long.MAX_VALUE);
            case "epoch" -> epoch = json.string(name);
            default -> json.skip();
        }
    }

    StreamPosition get() {
        return new StreamPosition(offset, epoch == null ? "" : epoch);
    }

    /** Absent if the client does not ask to recover. */
    @Nullable
    StreamPosition toRecoverFrom() {
        return recover ? get() : null;
    }
}
