package dev.downlink.ingestservice.geofence;

/** An area by its id, with a name for people. */
public record Area(String id, String name) {}
