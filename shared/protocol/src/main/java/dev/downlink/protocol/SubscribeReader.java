package dev.downlink.protocol;

import dev.downlink.protocol.SubscribeOptions.DeltaRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the fields that only a Centrifuge {@code subscribe} command has. */
final class SubscribeReader {

    /** Bit 2 of {@code flag}. Bit 1 offers channel compaction, which is not supported. */
    private static final long REJECT_UNRECOVERED = 2;

    private final JsonReader json;
    private final Position position;
    private boolean positioned;
    private boolean recoverable;
    private boolean joinLeave;
    private long flag;
    private @Nullable String delta;
    private @Nullable TagsFilter filter;

    SubscribeReader(JsonReader json) {
        this.json = json;
        position = new Position(json);
    }

    /** Reads the current value if it is such a field. */
    boolean read(String name) throws IOException {
        switch (name) {
            case "recover", "offset", "epoch" -> position.read(name);
            case "positioned" -> positioned = json.flag(name);
            case "recoverable" -> recoverable = json.flag(name);
            case "join_leave" -> joinLeave = json.flag(name);
            case "flag" -> flag = json.number(name, 0, Long.MAX_VALUE);
            case "delta" -> delta = json.string(name);
            case "tf" -> filter = TagsFilterReader.read(name, json);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Nullable
    StreamPosition toRecoverFrom() {
        return position.toRecoverFrom();
    }

    Tracking tracking() {
        if (recoverable) {
            return Tracking.RECOVERABLE;
        }
        return positioned ? Tracking.POSITIONED : Tracking.NONE;
    }

    SubscribeOptions options(@Nullable Json data) {
        boolean rejectUnrecovered = (flag & REJECT_UNRECOVERED) != 0;
        return new SubscribeOptions(data, joinLeave, rejectUnrecovered, DeltaRequest.of(delta), filter);
    }
}
