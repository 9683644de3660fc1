package dev.downlink.ingestservice.geofence;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What moving things were last noted to be in, for a day at least. Reads see every write that returned before them; faults
 * are exceptions.
 */
public interface GeofenceStates {

    /**
     * ConnectionSubscriptions, in one atomic step, who handles a shard from now on.
     *
     * @return who did until now; empty if nobody
     */
    Optional<String> claim(String pipeline, String shard, String owner);

    /** What is known of those things; the others are left out. */
    Map<String, GeofenceState> find(String pipeline, Collection<String> keys);

    /**
     * Replaces what is known of a thing, unless that is as new or newer.
     *
     * @return whether it was replaced
     */
    boolean store(String pipeline, String key, GeofenceState whereabouts);
}
