package dev.downlink.ingestservice;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Reference;
import dev.downlink.channel.References;
import dev.downlink.ingestservice.Pipeline.TrackedGeofence;
import dev.downlink.ingestservice.geofence.Geofence;
import dev.downlink.ingestservice.geofence.GeofenceStates;
import dev.downlink.ingestservice.geofence.GeofenceTracker;
import dev.downlink.ingestservice.mapping.ChannelPattern;
import dev.downlink.ingestservice.mapping.Pointer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pipelines of the channel rules. If one is invalid, the function does not start. */
@Singleton
final class Pipelines {

    private final Map<String, Pipeline> byName;

    @Inject
    Pipelines(ChannelRules rules, References references, GeofenceStates states, Clock clock) {
        this(rules, references::resolve, states, clock);
    }

    Pipelines(ChannelRules rules, Function<Reference, String> texts, GeofenceStates states, Clock clock) {
        byName = rules.pipelines().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        rule -> pipeline(rules, rule.getKey(), rule.getValue(), texts, states, clock)));
    }

    /**
     * The pipeline of a stream: the one of its name, or with the longest name that the stream's name ends in after a dash, as
     * in {@code downlink-local-vehicles}.
     */
    Pipeline of(String stream) {
        return byName.entrySet().stream()
                .filter(pipeline -> stream.equals(pipeline.getKey()) || stream.endsWith("-" + pipeline.getKey()))
                .max(Comparator.comparingInt(pipeline -> pipeline.getKey().length()))
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new IllegalStateException(
                        "No pipeline for stream %s; there are %s".formatted(stream, byName.keySet())));
    }

    private static Pipeline pipeline(
            ChannelRules rules,
            String name,
            ChannelRules.PipelineRules rule,
            Function<Reference, String> texts,
            GeofenceStates states,
            Clock clock) {
        try {
            return new Pipeline(
                    rules,
                    rule.channels().stream().map(ChannelPattern::compile).toList(),
                    tracking(name, rule.geofence(), texts, states, clock),
                    rule.time() == null ? null : Pointer.compile(rule.time()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("pipelines.%s: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static @Nullable TrackedGeofence tracking(
            String name,
            ChannelRules.@Nullable GeofenceRules rule,
            Function<Reference, String> texts,
            GeofenceStates states,
            Clock clock) {
        if (rule == null) {
            return null;
        }
        Geofence geofence = Geofence.of(rule, texts.apply(rule.areas()));
        for (ChannelName channel : geofence.channels()) {
            if (!channel.valid()) {
                throw new IllegalArgumentException(
                        "geofence.channel: '%s' is no name for a channel".formatted(channel));
            }
        }
        return new TrackedGeofence(geofence, new GeofenceTracker(name, geofence, states, clock));
    }
}
