package dev.downlink.ingestservice.geofence;

import dev.downlink.ingestservice.stream.SequenceNumber;
import java.time.Instant;
import java.util.Set;

/**
 * The areas that a moving thing is in.
 *
 * @param areas by id
 * @param since the record of the last change; it and earlier records are processed
 * @param notedAt when the state was stored
 */
public record GeofenceState(Set<String> areas, SequenceNumber since, Instant notedAt) {

    /** Of a thing without a stored state. */
    static final GeofenceState UNKNOWN = new GeofenceState(Set.of(), SequenceNumber.NONE, Instant.EPOCH);

    public GeofenceState {
        areas = Set.copyOf(areas);
    }
}
