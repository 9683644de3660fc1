package dev.downlink.protocol;

import java.io.IOException;
import java.util.Optional;

/** The two ways of writing the same protocol. */
public enum Dialect {
    /** {@code {"action": …}} in, {@code {"type": …}} out: for {@code wscat} and hand-written clients. */
    ACTION,
    /** The Centrifuge client protocol in JSON. */
    CENTRIFUGE;

    /**
     * How a client speaks, by the first object of a frame: ACTION if it has a string {@code action} (which is what API
     * Gateway routes by), CENTRIFUGE if it has one of that protocol's commands; empty if it does not tell.
     */
    public static Optional<Dialect> of(String frame) {
        Recognition recognition = new Recognition();
        try (JsonReader json = new JsonReader(frame)) {
            if (json.nextValue()) {
                json.object("frame", name -> recognition.see(name, json));
            }
        } catch (IOException e) {
            // What was read until here has to do; the codec answers for the rest.
            return recognition.result();
        }
        return recognition.result();
    }

    private static final class Recognition {
        private boolean action;
        private boolean command;

        void see(String name, JsonReader json) throws IOException {
            action |= name.equals("action") && json.isString();
            command |= CentrifugeReader.isMethod(name);
            json.skip();
        }

        Optional<Dialect> result() {
            if (action) {
                return Optional.of(ACTION);
            }
            return command ? Optional.of(CENTRIFUGE) : Optional.empty();
        }
    }
}
