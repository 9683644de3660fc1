package dev.downlink.logging;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/** What a line looks like. */
sealed interface LineFormat permits JsonFormat, TextFormat {

    /**
     * Something logged.
     *
     * @param message with its arguments
     */
    record Entry(
            Level level,
            String logger,
            String message,
            List<KeyValuePair> pairs,
            @Nullable Throwable error) {

        public Entry {
            pairs = List.copyOf(pairs);
        }
    }

    /** Without a line break at the end. */
    String line(Entry entry);
}
