package dev.downlink.ingestservice;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.ingestservice.stream.SequenceNumber;
import dev.downlink.ingestservice.stream.StreamBatch;
import dev.downlink.ingestservice.stream.StreamRecord;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** The event of a Kinesis event source mapping: records of one shard. */
@Serdeable
public record KinesisBatch(
        @JsonProperty(value = "Records", required = true) List<EventRecord> records) {

    /**
     * @param eventId {@code shardId-000000000006:4959…}
     * @param streamArn {@code arn:aws:kinesis:us-east-2:123456789012:stream/s}
     */
    @Serdeable
    record EventRecord(
            @JsonProperty(value = "eventID", required = true)
            String eventId,

            @JsonProperty(value = "eventSourceARN", required = true)
            String streamArn,

            @JsonProperty(required = true) Payload kinesis) {

        StreamRecord record() {
            return new StreamRecord(
                    new SequenceNumber(kinesis.sequenceNumber()),
                    eventId,
                    kinesis.partitionKey(),
                    Instant.ofEpochMilli(Math.round(kinesis.approximateArrivalTimestamp() * 1000)),
                    Base64.getDecoder().decode(kinesis.data()));
        }
    }

    /**
     * @param data base64
     * @param approximateArrivalTimestamp epoch seconds
     */
    @Serdeable
    record Payload(
            @JsonProperty(required = true) String partitionKey,
            @JsonProperty(required = true) String sequenceNumber,
            @JsonProperty(required = true) String data,
            @JsonProperty(required = true) double approximateArrivalTimestamp) {}

    StreamBatch batch() {
        EventRecord first = records.getFirst();
        return new StreamBatch(
                first.streamArn().substring(first.streamArn().lastIndexOf('/') + 1),
                first.eventId().substring(0, first.eventId().indexOf(':')),
                records.stream().map(EventRecord::record).toList());
    }
}
