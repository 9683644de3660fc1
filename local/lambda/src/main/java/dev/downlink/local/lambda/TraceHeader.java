package dev.downlink.local.lambda;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * X-Ray's header of an invocation. Nothing is sampled here.
 *
 * @param value {@code Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0}
 */
record TraceHeader(String value) {

    private static final Pattern ROOT = Pattern.compile("(?:^|;)Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)");

    /** A new trace. */
    static TraceHeader next(Clock clock) {
        return within("1-%08x-%s".formatted(clock.instant().getEpochSecond(), random(24)));
    }

    /** The trace of the request that invokes, if it has one; a new one otherwise. */
    static TraceHeader of(Optional<String> header, Clock clock) {
        return header.map(ROOT::matcher)
                .filter(Matcher::find)
                .map(root -> within(root.group(1)))
                .orElseGet(() -> next(clock));
    }

    private static TraceHeader within(String root) {
        return new TraceHeader("Root=%s;Parent=%s;Sampled=0".formatted(root, random(16)));
    }

    private static String random(int length) {
        return UUID.randomUUID().toString().replace("-", "").substring(0, length);
    }
}
