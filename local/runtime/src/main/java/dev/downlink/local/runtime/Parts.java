package dev.downlink.local.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started. It ends in the reverse of the order in which it started, sources before all the rest: they set
 * functions going by themselves, and functions need the rest.
 */
final class Parts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Deque<AutoCloseable> sources = new ArrayDeque<>();

    <T extends AutoCloseable> T open(T part) {
        parts.push(part);
        return part;
    }

    <T extends AutoCloseable> T openSource(T source) {
        sources.push(source);
        return source;
    }

    /** The next one ends though one fails. */
    @Override
    public void close() {
        closeAll(sources);
        closeAll(parts);
    }

    private static void closeAll(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not end well", part.getClass().getSimpleName(), e);
            }
        }
    }
}
