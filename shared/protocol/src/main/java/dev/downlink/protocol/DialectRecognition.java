package dev.downlink.protocol;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the dialect by the fields of a frame's first object: ACTION if it has a string {@code action} (which is what API
 * Gateway routes by), CENTRIFUGE if it has one of that protocol's commands.
 */
final class DialectRecognition {

    private boolean action;
    private boolean command;

    /** Inspects each field and passes it on to a reader. */
    FrameDecoder.CommandReader watching(JsonReader json, FrameDecoder.CommandReader reader) {
        return new FrameDecoder.CommandReader() {
            @Override
            public void read(String name) throws IOException {
                action |= name.equals("action") && json.isString();
                command |= CentrifugeReader.isMethod(name);
                reader.read(name);
            }

            @Override
            public Request request(Command.@Nullable Malformed problem) {
                return reader.request(problem);
            }
        };
    }

    /** Empty if no field says which dialect it is. */
    Optional<Dialect> result() {
        if (action) {
            return Optional.of(Dialect.ACTION);
        }
        return command ? Optional.of(Dialect.CENTRIFUGE) : Optional.empty();
    }
}
