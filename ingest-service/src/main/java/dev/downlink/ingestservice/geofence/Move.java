package dev.downlink.ingestservice.geofence;

import java.util.List;

/**
 * A sighting that changes what is known, to be remembered once its events are published.
 *
 * @param crossings exits first; none if only the memory is refreshed
 */
public record Move(Sighting sighting, GeofenceState whereabouts, List<Crossing> crossings) {
    public Move {
        crossings = List.copyOf(crossings);
    }
}
