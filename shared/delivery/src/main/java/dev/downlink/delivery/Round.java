package dev.downlink.delivery;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.SubscriberPage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the subscribers of a shard, page by page in the order of their ids, which brings everyone to the end of a
 * range. Several pages may be under way.
 */
final class Round {

    private final PublicationRange range;
    private final boolean whole;
    private final Deque<Page> pages = new ArrayDeque<>();
    private final Map<ConnectionId, Page> pageOf = new HashMap<>();
    private @Nullable ConnectionId readCursor;
    private @Nullable ConnectionId doneCursor;
    private boolean allRead;

    private static final class Page {
        private final @Nullable ConnectionId last;
        private int open;

        Page(@Nullable ConnectionId last) {
            this.last = last;
        }
    }

    /** @param cursor subscribers up to it are done already; null for none */
    Round(PublicationRange range, @Nullable ConnectionId cursor) {
        this.range = range;
        this.whole = cursor == null;
        this.readCursor = cursor;
        this.doneCursor = cursor;
    }

    PublicationRange range() {
        return range;
    }

    /** Whether it passes all subscribers: no other worker began it. */
    boolean isWhole() {
        return whole;
    }

    /** A page was read; its subscribers are sent what they lack next. */
    void beginPage(SubscriberPage page) {
        pages.add(new Page(lastOf(page)));
    }

    /** Every subscriber of the page begun last was sent what it lacks. Until then another worker has to begin there. */
    void endPage(SubscriberPage page) {
        @Nullable ConnectionId last = lastOf(page);
        readCursor = last == null ? readCursor : last;
        allRead = page.last();
        dropFinishedPages();
    }

    private static @Nullable ConnectionId lastOf(SubscriberPage page) {
        return page.next() == null && !page.subscriptions().isEmpty()
                ? page.subscriptions().getLast().connection()
                : page.next();
    }

    /** A subscriber of the page begun last is sent something. */
    void start(ConnectionId connection) {
        Page page = pages.getLast();
        page.open++;
        pageOf.put(connection, page);
    }

    /** Nothing more is awaited from a subscriber; harmless for one that nothing was awaited from. */
    void done(ConnectionId connection) {
        @Nullable Page page = pageOf.remove(connection);
        if (page != null) {
            page.open--;
        }
        dropFinishedPages();
    }

    /** Pages count as done in their order. */
    private void dropFinishedPages() {
        while (!pages.isEmpty() && pages.element().open == 0) {
            @Nullable ConnectionId last = pages.remove().last;
            doneCursor = last == null ? doneCursor : last;
        }
    }

    boolean isAllRead() {
        return allRead;
    }

    /** Whether nothing is awaited of the pages read. */
    boolean isIdle() {
        return pageOf.isEmpty();
    }

    boolean isComplete() {
        return allRead && pageOf.isEmpty();
    }

    boolean hasPassed(ConnectionId connection) {
        return allRead || (readCursor != null && connection.value().compareTo(readCursor.value()) <= 0);
    }

    /** The last subscriber that a page was read up to. */
    @Nullable
    ConnectionId readCursor() {
        return readCursor;
    }

    /** Every subscriber up to it is done. */
    @Nullable
    ConnectionId doneCursor() {
        return doneCursor;
    }
}
