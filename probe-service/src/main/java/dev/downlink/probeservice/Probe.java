package dev.downlink.probeservice;

import dev.downlink.metrics.Metric;
import dev.downlink.metrics.Metrics;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Connects as an anonymous client over the public endpoint, subscribes, publishes as a back end does, and waits for the
 * publication's frame. Probes may overlap: each waits for its own publication.
 */
@Singleton
final class Probe {

    /** In a namespace that the rules have for this alone (docs/operations.md, "Probe"). */
    static final String CHANNEL = "probe:publish-to-frame";

    /** 8 s a step: all steps end before the function's timeout, which would not say what failed. */
    private static final Duration STEP = Duration.ofSeconds(8);

    private final Endpoints endpoints;
    private final BackEnd backEnd;
    private final FrameReader frames;
    private final Metrics metrics;
    private final Clock clock;

    Probe(Endpoints endpoints, BackEnd backEnd, FrameReader frames, Metrics metrics, Clock clock) {
        this.endpoints = endpoints;
        this.backEnd = backEnd;
        this.frames = frames;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** @throws ProbeFailedException if a step fails or takes too long */
    ProbeResult run() {
        String id = UUID.randomUUID().toString();
        // A client of its own for each probe: a connection from before a snapshot or a deployment would prove nothing.
        HttpClient http = HttpClient.newBuilder().connectTimeout(STEP).build();
        try (ProbeSocket socket = ProbeSocket.open(http, endpoints.webSocket(), new Inbox(frames, clock), STEP)) {
            socket.send("{\"id\":1,\"connect\":{}}");
            socket.awaitReply("connect", 1);
            socket.send("{\"id\":2,\"subscribe\":{\"channel\":\"%s\"}}".formatted(CHANNEL));
            socket.awaitReply("subscribe", 2);
            Instant published = clock.instant();
            backEnd.publish(http, CHANNEL, "{\"probe\":\"%s\"}".formatted(id), STEP);
            Instant received =
                    socket.await("the publication's frame", carries(id)).at();
            Duration publishToFrame = Duration.between(published, received);
            metrics.line().time(Metric.PROBE, publishToFrame).write();
            return new ProbeResult(publishToFrame.toMillis());
        } finally {
            http.shutdownNow();
        }
    }

    private static Predicate<JsonNode> carries(String id) {
        return frame -> FrameReader.find(frame, "push", "pub", "data", "probe")
                .filter(JsonNode::isString)
                .map(JsonNode::getStringValue)
                .filter(id::equals)
                .isPresent();
    }
}
