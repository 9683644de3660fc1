package dev.downlink.ingestservice.geofence;

class InMemoryGeofenceStatesTest extends GeofenceStatesContract {

    @Override
    protected GeofenceStates empty() {
        return new InMemoryGeofenceStates();
    }
}
