package dev.downlink.channel;

import java.time.Duration;
import java.util.Optional;

/** A channel together with the rules of its namespace: resolved once per request, and passed on. */
public record Channel(ChannelName name, Namespace namespace) {

    /** Whether publications are kept: only then are they numbered, ordered and recoverable. */
    public boolean hasHistory() {
        return namespace.hasHistory();
    }

    /** What the history keeps. */
    public Retention retention() {
        return new Retention(namespace.historySize(), namespace.historyTtl());
    }

    /** How long offset and epoch outlive the newest publication at least; absent: as long as is usual. */
    public Optional<Duration> historyMetaTtl() {
        return Optional.ofNullable(namespace.options().historyMetaTtl());
    }

    /** How many workers deliver in parallel, each to its shard of the subscribers. */
    public int shards() {
        return namespace.fanOutShards();
    }

    @Override
    public String toString() {
        return name.value();
    }
}
