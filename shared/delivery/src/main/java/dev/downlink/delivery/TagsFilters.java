package dev.downlink.delivery;

import dev.downlink.concurrent.RecentlyUsed;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.TagsFilter;
import java.util.Optional;

/** The tags filters of subscriptions, each parsed once. */
final class TagsFilters {

    private static final int MAX_REMEMBERED = 10_000;

    private final RecentlyUsed<Json, Optional<TagsFilter>> parsed = new RecentlyUsed<>(MAX_REMEMBERED);

    /** Empty for one that cannot be read: a filter saves traffic, so all publications are pushed then. */
    Optional<TagsFilter> parse(Json text) {
        return parsed.get(text).orElseGet(() -> {
            Optional<TagsFilter> filter = TagsFilter.read(text);
            parsed.put(text, filter);
            return filter;
        });
    }
}
