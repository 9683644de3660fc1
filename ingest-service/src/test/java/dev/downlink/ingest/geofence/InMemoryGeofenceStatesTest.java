package dev.downlink.ingest.geofence;

class InMemoryGeofenceStatesTest extends GeofenceStatesContract {

    @Override
    protected GeofenceStates empty() {
        return new InMemoryGeofenceStates();
    }
}
