package dev.downlink.connectionservice.api;

import static java.util.stream.Collectors.toSet;

import dev.downlink.api.ApiAnswer;
import dev.downlink.api.InvocationDeadline;
import dev.downlink.connection.SubscriptionCensus;
import dev.downlink.protocol.ErrorCode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts subscriptions for back ends, as many as one call may read. */
@Singleton
final class CensusCalls {

    /** 32 MB of subscriptions, some 100,000: 4,000 read units, and a few seconds. */
    private static final int MAX_PAGES = 32;

    /** 5,000 channels, and those of one more page: their names fit an answer. */
    private static final int MAX_CHANNELS = 5_000;

    private static final Duration PAGE_TIME = Duration.ofSeconds(5);

    private static final String VERSION =
            Objects.requireNonNullElse(CensusCalls.class.getPackage().getImplementationVersion(), "dev");

    private final SubscriptionCensus census;
    private final InvocationDeadline deadline;

    CensusCalls(SubscriptionCensus census, InvocationDeadline deadline) {
        this.census = census;
        this.deadline = deadline;
    }

    ApiAnswer channels(ChannelsRequest request) {
        @Nullable Predicate<String> pattern = Glob.read(request.pattern()).orElse(null);
        if (pattern == null) {
            return ApiAnswer.OfError.of(ErrorCode.BAD_REQUEST, "pattern");
        }
        TreeMap<String, Integer> clients = new TreeMap<>();
        @Nullable String next = request.cursor().isEmpty() ? null : request.cursor();
        int pages = 0;
        try {
            do {
                SubscriptionCensus.Page page = census.page(next);
                page.entries().stream()
                        .map(entry -> entry.channel().value())
                        .filter(pattern)
                        .forEach(name -> clients.merge(name, 1, Integer::sum));
                next = page.next();
                pages++;
            } while (next != null && clients.size() < MAX_CHANNELS && mayReadMore(pages));
        } catch (IllegalArgumentException e) {
            return ApiAnswer.OfError.of(ErrorCode.BAD_REQUEST, "cursor");
        }
        return new ApiAnswer.OfResult(ConnectionResult.ChannelsResult.of(clients, next));
    }

    /** One node, for all functions: the numbers are those of clients that subscribe to something. */
    ApiAnswer info(InfoRequest request) {
        List<SubscriptionCensus.Entry> entries = new ArrayList<>();
        @Nullable String next = null;
        int pages = 0;
        do {
            SubscriptionCensus.Page page = census.page(next);
            entries.addAll(page.entries());
            next = page.next();
            pages++;
        } while (next != null && mayReadMore(pages));
        ConnectionResult.Node node = new ConnectionResult.Node(
                "downlink",
                "downlink",
                VERSION,
                distinct(entries, SubscriptionCensus.Entry::connection),
                distinct(entries, SubscriptionCensus.Entry::user),
                entries.size(),
                distinct(entries, SubscriptionCensus.Entry::channel),
                0);
        return new ApiAnswer.OfResult(new ConnectionResult.InfoResult(List.of(node)));
    }

    private boolean mayReadMore(int pages) {
        return pages < MAX_PAGES && deadline.current().leaves(PAGE_TIME);
    }

    private static int distinct(List<SubscriptionCensus.Entry> entries, Function<SubscriptionCensus.Entry, ?> key) {
        return entries.stream().map(key).collect(toSet()).size();
    }
}
