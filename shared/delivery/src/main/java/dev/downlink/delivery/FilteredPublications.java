package dev.downlink.delivery;

import dev.downlink.connection.Subscription;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.TagsFilter;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Publications of one channel, and which of them each subscription wants. Equal filters share one result. Not for several
 * threads.
 */
final class FilteredPublications {

    private final List<EncodedPublication> publications;
    private final TagsFilters filters;
    private final BitSet all;
    private final Map<Json, BitSet> results = new HashMap<>();

    FilteredPublications(List<EncodedPublication> publications, TagsFilters filters) {
        this.publications = List.copyOf(publications);
        this.filters = filters;
        this.all = new BitSet(publications.size());
        this.all.set(0, publications.size());
    }

    /** The indexes of those that the subscription's filter matches. Not to be changed. */
    BitSet wantedBy(Subscription subscription) {
        @Nullable Json filter = subscription.options().filter();
        return filter == null ? all : results.computeIfAbsent(filter, this::evaluate);
    }

    /** Those that the subscription's filter matches. */
    List<EncodedPublication> selectFor(Subscription subscription) {
        return subscription.options().filter() == null
                ? publications
                : wantedBy(subscription).stream().mapToObj(publications::get).toList();
    }

    private BitSet evaluate(Json text) {
        return filters.parse(text).map(this::evaluate).orElse(all);
    }

    private BitSet evaluate(TagsFilter filter) {
        BitSet matching = new BitSet(publications.size());
        for (int n = 0; n < publications.size(); n++) {
            matching.set(n, filter.matches(publications.get(n).publication().tags()));
        }
        return matching;
    }
}
