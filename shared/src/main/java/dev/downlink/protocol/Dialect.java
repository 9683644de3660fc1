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
        Optional<Dialect> dialect = Optional.empty();
        try (JsonReader json = new JsonReader(frame)) {
            if (json.nextValue() && json.isObject("frame")) {
                for (String field = json.nextField(); field != null; field = json.nextField()) {
                    if (field.equals("action") && json.isString()) {
                        return Optional.of(ACTION);
                    }
                    if (CentrifugeReader.isMethod(field)) {
                        dialect = Optional.of(CENTRIFUGE);
                    }
                    json.skip();
                }
            }
        } catch (IOException e) {
            // What was read until here has to do; the codec answers for the rest.
            return dialect;
        }
        return dialect;
    }
}
