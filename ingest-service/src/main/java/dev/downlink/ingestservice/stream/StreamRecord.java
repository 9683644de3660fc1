package dev.downlink.ingestservice.stream;

import java.time.Instant;

/**
 * One record as its producer put it.
 *
 * @param eventId the same on every delivery of this record, and no other's
 */
public record StreamRecord(
        SequenceNumber sequenceNumber, String eventId, String partitionKey, Instant arrivedAt, byte[] data) {}
