package dev.downlink.ingestservice.geofence;

import dev.downlink.ingestservice.stream.SequenceNumber;

/**
 * Something was at a position.
 *
 * @param index the record's index in its batch
 * @param key what it was, unique in its pipeline; its records share a partition key
 * @param latitude degrees WGS 84
 * @param longitude degrees WGS 84
 */
public record Sighting(int index, SequenceNumber sequenceNumber, String key, double latitude, double longitude) {}
