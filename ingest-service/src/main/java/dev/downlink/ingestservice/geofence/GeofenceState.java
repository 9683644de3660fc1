package dev.downlink.ingestservice.geofence;

import dev.downlink.ingestservice.stream.SequenceNumber;
import java.time.Instant;
import java.util.Set;

/**
 * The areas that something is in.
 *
 * @param areas by id
 * @param since the record that this was last noted for; it and those before it are done with
 * @param notedAt when
 */
public record GeofenceState(Set<String> areas, SequenceNumber since, Instant notedAt) {

    /** Of what has never been seen, or not for long. */
    static final GeofenceState UNKNOWN = new GeofenceState(Set.of(), SequenceNumber.NONE, Instant.EPOCH);

    public GeofenceState {
        areas = Set.copyOf(areas);
    }
}
