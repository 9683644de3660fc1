package dev.downlink.ingestservice.geofence;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The last state of each moving thing, stored for a day at least. Reads see every write that returned before them; faults are
 * exceptions.
 */
public interface GeofenceStates {

    /**
     * Sets the owner of a shard, atomically.
     *
     * @return the previous owner; empty if there was none
     */
    Optional<String> claim(String pipeline, String shard, String owner);

    /** The states of those things, by key; things without a state are left out. */
    Map<String, GeofenceState> find(String pipeline, Collection<String> keys);

    /**
     * Replaces the state of a thing, unless the stored one is as new or newer.
     *
     * @return whether it was replaced
     */
    boolean store(String pipeline, String key, GeofenceState state);
}
