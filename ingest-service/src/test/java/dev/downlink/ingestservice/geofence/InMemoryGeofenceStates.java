package dev.downlink.ingestservice.geofence;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Geofence states in memory, with a count of what they cost. */
public final class InMemoryGeofenceStates implements GeofenceStates {

    private final Map<List<String>, String> owners = new HashMap<>();
    private final Map<List<String>, GeofenceState> state = new HashMap<>();
    private int reads;
    private int writes;

    @Override
    public synchronized Optional<String> claim(String pipeline, String shard, String owner) {
        return Optional.ofNullable(owners.put(List.of(pipeline, shard), owner));
    }

    @Override
    public synchronized Map<String, GeofenceState> find(String pipeline, Collection<String> keys) {
        reads++;
        Map<String, GeofenceState> found = new HashMap<>();
        for (String key : keys) {
            GeofenceState known = state.get(List.of(pipeline, key));
            if (known != null) {
                found.put(key, known);
            }
        }
        return found;
    }

    @Override
    public synchronized boolean store(String pipeline, String key, GeofenceState newer) {
        writes++;
        GeofenceState known = state.get(List.of(pipeline, key));
        if (known != null && known.since().compareTo(newer.since()) >= 0) {
            return false;
        }
        state.put(List.of(pipeline, key), newer);
        return true;
    }

    public synchronized int reads() {
        return reads;
    }

    public synchronized int writes() {
        return writes;
    }
}
