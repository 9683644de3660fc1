package dev.downlink.ingestservice.geofence;

/** An area: its id and its display name. */
public record Area(String id, String name) {}
