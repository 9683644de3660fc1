package dev.downlink.ingestservice.stream;

import java.time.Instant;

/**
 * One record of a stream.
 *
 * @param eventId unique, and the same on every delivery of the record
 */
public record StreamRecord(
        SequenceNumber sequenceNumber, String eventId, String partitionKey, Instant arrivedAt, byte[] data) {}
