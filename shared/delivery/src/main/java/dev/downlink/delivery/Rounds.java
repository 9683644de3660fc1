package dev.downlink.delivery;

import dev.downlink.connection.SubscriberPage;
import dev.downlink.connection.Subscription;
import dev.downlink.ledger.Progress;
import org.jspecify.annotations.Nullable;

/** Begins rounds, and sends each page of subscribers what it lacks of the round's range. */
final class Rounds {

    private final DeliverySettings settings;
    private final ShardProgress progress;
    private final RangeReader ranges;
    private final SubscriberPages pages;
    private final UpdateSender sender;
    private final int maxPages;
    private int pagesRead;
    private boolean foundNobody;

    /** @param maxPages pages of subscribers to read, over all rounds */
    Rounds(
            DeliverySettings settings,
            ShardProgress progress,
            RangeReader ranges,
            SubscriberPages pages,
            UpdateSender sender,
            int maxPages) {
        this.settings = settings;
        this.progress = progress;
        this.ranges = ranges;
        this.pages = pages;
        this.sender = sender;
        this.maxPages = maxPages;
    }

    /** Goes on with a round that another worker began. */
    Round resume(Progress.Round round) {
        Round resumed = new Round(ranges.read(progress.delivered(), round.target()), round.cursor());
        progress.begin(resumed);
        return resumed;
    }

    /**
     * Begins a round where the first page's subscribers need it, which may be far beyond what was delivered to others before.
     *
     * @param requested the offset to deliver up to
     * @return null if nobody needs anything up to that
     */
    @Nullable
    Round begin(long requested, DeliveryMetrics metrics) {
        SubscriberPage page = pages.first();
        foundNobody = page.last() && page.subscriptions().isEmpty();
        long from = page.last() ? lowestOffset(page, requested) : progress.delivered();
        if (from >= requested) {
            progress.deliveredThrough(requested);
            return null;
        }
        metrics.waiting(pages.channel(), requested - from);
        long target = Math.min(requested, from + settings.rangeSize());
        Round round = new Round(ranges.read(from, target), null);
        progress.begin(round);
        send(round, page);
        return round;
    }

    private long lowestOffset(SubscriberPage page, long otherwise) {
        return page.subscriptions().stream()
                .mapToLong(Subscription::fromOffset)
                .map(offset -> Math.max(offset, progress.delivered()))
                .min()
                .orElse(otherwise);
    }

    boolean mayReadPage() {
        return pagesRead < maxPages;
    }

    /** @return false while the next page is being read, at the end of which the event loop wakes up */
    boolean sendNextPage(Round round) {
        return pages.poll(round.readCursor())
                .map(page -> {
                    send(round, page);
                    return true;
                })
                .orElse(false);
    }

    private void send(Round round, SubscriberPage page) {
        pagesRead++;
        round.beginPage(page);
        if (mayReadPage()) {
            pages.prefetchAfter(page);
        }
        for (Subscription subscription : page.subscriptions()) {
            if (!progress.slow().contains(subscription.connection())) {
                send(round, subscription);
            }
        }
        round.endPage(page);
    }

    private void send(Round round, Subscription subscription) {
        long after = Math.max(progress.delivered(), subscription.fromOffset());
        boolean hasBase = progress.hasDeltaBase(subscription);
        switch (sender.send(subscription, after, round.range(), hasBase, settings.slowAfter())) {
            case AWAITED -> round.start(subscription.connection());
            case JOINING -> progress.awaitJoin(subscription.connection(), after);
            case NOTHING_WANTED, NOTHING -> {}
        }
    }

    /** Whether the shard had no subscriber when it was last looked at. */
    boolean foundNobody() {
        return foundNobody;
    }
}
