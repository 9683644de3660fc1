package dev.downlink.delivery;

import dev.downlink.concurrent.EventLoop;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.SubscriberPage;
import dev.downlink.ledger.ChannelShard;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads the subscribers of a shard page by page, each while the one before is being posted to. */
final class SubscriberPages {

    private final DeliveryContext context;
    private final ChannelShard shard;
    private final EventLoop loop;
    private @Nullable CompletableFuture<SubscriberPage> next;

    SubscriberPages(DeliveryContext context, ChannelShard shard, EventLoop loop) {
        this.context = context;
        this.shard = shard;
        this.loop = loop;
    }

    /** Reads the first page. */
    SubscriberPage first() {
        next = null;
        return read(null);
    }

    /** The page after a cursor; empty while it is being read, at the end of which the event loop wakes up. */
    Optional<SubscriberPage> poll(@Nullable ConnectionId cursor) {
        if (next == null) {
            return Optional.of(read(cursor));
        }
        if (!next.isDone()) {
            return Optional.empty();
        }
        SubscriberPage page = ParallelExecutor.result(next);
        next = null;
        return Optional.of(page);
    }

    /** Starts to read the page after this one, unless it is the last. */
    void prefetchAfter(SubscriberPage page) {
        next = page.last() ? null : context.parallel().submit(() -> read(page.next()));
        if (next != null) {
            CompletableFuture<SubscriberPage> unused = next.whenComplete((read, failure) -> loop.add(() -> {}));
        }
    }

    private SubscriberPage read(@Nullable ConnectionId after) {
        return context.subscriptions()
                .page(shard.channel(), shard.shard(), after, context.settings().pageSize());
    }
}
