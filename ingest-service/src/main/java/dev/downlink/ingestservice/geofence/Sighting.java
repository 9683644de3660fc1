package dev.downlink.ingestservice.geofence;

import dev.downlink.ingestservice.stream.SequenceNumber;

/**
 * A position of a moving thing.
 *
 * @param index the record's index in its batch
 * @param key the id of the thing, unique in its pipeline; its records share a partition key
 * @param latitude degrees WGS 84
 * @param longitude degrees WGS 84
 */
public record Sighting(int index, SequenceNumber sequenceNumber, String key, double latitude, double longitude) {}
