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
    private boolean closed;

    <T extends AutoCloseable> T open(T part) {
        parts.push(part);
        return part;
    }

    /** Ends it at once if all has ended. */
    synchronized <T extends AutoCloseable> T openSource(T source) {
        if (closed) {
            end(source);
        } else {
            sources.push(source);
        }
        return source;
    }

    /** The next one ends though one fails. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        closeAll(sources);
        closeAll(parts);
    }

    private static void closeAll(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            end(open.pop());
        }
    }

    private static void end(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{} did not end well", part.getClass().getSimpleName(), e);
        }
    }
}
