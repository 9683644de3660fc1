package dev.downlink.ingestservice.geofence;

import dev.downlink.ingestservice.geofence.Crossing.Kind;
import dev.downlink.ingestservice.stream.SequenceNumber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the moves in a pipeline's batches. Every crossing is found once its predecessors are remembered, and found again,
 * from the same record, until it is remembered itself: what crashes in between is repeated, not lost.
 *
 * <p>What is known of a shard's things is kept in memory as long as nobody else has handled the shard since, so the store is
 * asked once a batch and written once a move.
 */
public final class GeofenceTracker {

    /** The store forgets after a day: whatever stays in an area is noted again well before. */
    private static final Duration REFRESH = Duration.ofHours(12);

    /** 100,000 things take some 30 MB. */
    private static final int MAX_REMEMBERED = 100_000;

    private final String pipeline;
    private final Geofence geofence;
    private final GeofenceStates states;
    private final Clock clock;
    private final Map<String, Map<String, GeofenceState>> rememberedByShard = new HashMap<>();
    private @Nullable String owner;

    public GeofenceTracker(String pipeline, Geofence geofence, GeofenceStates states, Clock clock) {
        this.pipeline = pipeline;
        this.geofence = geofence;
        this.states = states;
        this.clock = clock;
    }

    /** The moves among the sightings of one batch, in order. */
    public List<Move> follow(String shard, List<Sighting> sightings) {
        if (sightings.isEmpty()) {
            return List.of();
        }
        Map<String, GeofenceState> current =
                known(shard, sightings.stream().map(Sighting::key).collect(Collectors.toSet()));
        List<Move> moves = new ArrayList<>();
        Instant now = clock.instant();
        for (Sighting sighting : sightings) {
            GeofenceState before = Objects.requireNonNull(current.get(sighting.key()));
            Optional<Move> move = move(before, sighting, now);
            move.ifPresent(found -> {
                moves.add(found);
                current.put(sighting.key(), found.whereabouts());
            });
        }
        return moves;
    }

    /** ConnectionSubscriptions a move, so that it is not found again. Those of one thing must be noted in order; others may run side by side. */
    public void remember(String shard, Move move) {
        String key = move.sighting().key();
        Map<String, GeofenceState> remembered = remembered(shard);
        // Unknown until the store has answered: a write that failed may have been done.
        remembered.remove(key);
        if (states.store(pipeline, key, move.whereabouts())) {
            remembered.put(key, move.whereabouts());
        }
    }

    private Optional<Move> move(GeofenceState before, Sighting sighting, Instant now) {
        SequenceNumber sequenceNumber = sighting.sequenceNumber();
        if (sequenceNumber.compareTo(before.since()) <= 0) {
            // A record that is delivered again.
            return Optional.empty();
        }
        List<Area> areas = geofence.areas().at(sighting.latitude(), sighting.longitude());
        Set<String> ids = areas.stream().map(Area::id).collect(Collectors.toCollection(LinkedHashSet::new));
        List<Crossing> crossings = new ArrayList<>();
        before.areas().stream()
                .filter(id -> !ids.contains(id))
                .sorted()
                // An area that has been taken out of the file cannot be left.
                .flatMap(id -> geofence.areas().find(id).stream())
                .forEach(area -> crossings.add(new Crossing(Kind.EXIT, area)));
        areas.stream()
                .filter(area -> !before.areas().contains(area.id()))
                .forEach(area -> crossings.add(new Crossing(Kind.ENTER, area)));
        boolean stale = !ids.isEmpty() && before.notedAt().plus(REFRESH).isBefore(now);
        return crossings.isEmpty() && !stale
                ? Optional.empty()
                : Optional.of(new Move(sighting, new GeofenceState(ids, sequenceNumber, now), crossings));
    }

    private Map<String, GeofenceState> known(String shard, Collection<String> keys) {
        Map<String, GeofenceState> remembered = remembered(shard);
        String self = owner();
        Optional<String> previous = states.claim(pipeline, shard, self);
        // Another environment may have noted moves since this one last looked.
        if (!previous.equals(Optional.of(self)) || remembered.size() > MAX_REMEMBERED) {
            remembered.clear();
        }
        List<String> missing =
                keys.stream().filter(key -> !remembered.containsKey(key)).toList();
        if (!missing.isEmpty()) {
            Map<String, GeofenceState> found = states.find(pipeline, missing);
            missing.forEach(key -> remembered.put(key, found.getOrDefault(key, GeofenceState.UNKNOWN)));
        }
        Map<String, GeofenceState> known = HashMap.newHashMap(keys.size());
        keys.forEach(key -> known.put(key, Objects.requireNonNull(remembered.get(key))));
        return known;
    }

    private Map<String, GeofenceState> remembered(String shard) {
        return rememberedByShard.computeIfAbsent(shard, any -> new ConcurrentHashMap<>());
    }

    // Not at construction: SnapStart restores many environments from what one of them constructed.
    private String owner() {
        if (owner == null) {
            owner = UUID.randomUUID().toString();
        }
        return owner;
    }
}
