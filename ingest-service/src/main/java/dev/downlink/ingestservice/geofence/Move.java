package dev.downlink.ingestservice.geofence;

import java.util.List;

/**
 * A sighting that changes the stored state. The state is stored once the events of the move are published.
 *
 * @param crossings exits first; none if only the time of the state is renewed
 */
public record Move(Sighting sighting, GeofenceState state, List<Crossing> crossings) {
    public Move {
        crossings = List.copyOf(crossings);
    }
}
