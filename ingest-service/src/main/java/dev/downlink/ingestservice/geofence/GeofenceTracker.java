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
 * Finds the moves in a pipeline's batches. A move is found in its record until its state is stored: after a crash in between it
 * is found again, not lost.
 *
 * <p>The states of a shard are cached in memory while this environment is the owner of the shard, so the store is read at most
 * once per batch and written once per move.
 */
public final class GeofenceTracker {

    /** States expire after a day: the state of a thing that stays in an area is renewed before that. */
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
                current.put(sighting.key(), found.state());
            });
        }
        return moves;
    }

    /** Stores the state of a move, so that it is not found again. Call it in order for one thing; in parallel for several. */
    public void remember(String shard, Move move) {
        String key = move.sighting().key();
        Map<String, GeofenceState> remembered = remembered(shard);
        // Removed until the store has answered: a failed write may have taken effect.
        remembered.remove(key);
        if (states.store(pipeline, key, move.state())) {
            remembered.put(key, move.state());
        }
    }

    private Optional<Move> move(GeofenceState before, Sighting sighting, Instant now) {
        SequenceNumber sequenceNumber = sighting.sequenceNumber();
        if (sequenceNumber.compareTo(before.since()) <= 0) {
            // A retry of a processed record.
            return Optional.empty();
        }
        List<Area> areas = geofence.areas().at(sighting.latitude(), sighting.longitude());
        Set<String> ids = areas.stream().map(Area::id).collect(Collectors.toCollection(LinkedHashSet::new));
        List<Crossing> crossings = new ArrayList<>();
        before.areas().stream()
                .filter(id -> !ids.contains(id))
                .sorted()
                // No exit event for an area that was removed from the file.
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
        // Another environment may have stored states since.
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

    // Not in the constructor: SnapStart restores many environments from one snapshot.
    private String owner() {
        if (owner == null) {
            owner = UUID.randomUUID().toString();
        }
        return owner;
    }
}
