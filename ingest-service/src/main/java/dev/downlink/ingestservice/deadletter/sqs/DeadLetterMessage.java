package dev.downlink.ingestservice.deadletter.sqs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.downlink.ingestservice.deadletter.DeadLetter;
import dev.downlink.ingestservice.stream.StreamRecord;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Arrays;
import java.util.Base64;

/**
 * A dead letter as stored in the queue.
 *
 * @param arrivedAt ISO 8601
 * @param payload base64
 * @param payloadTruncated whether the payload is only the beginning: the rest is in the stream until its retention ends
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record DeadLetterMessage(
        String reason,
        String stream,
        String shard,
        String sequenceNumber,
        String partitionKey,
        String arrivedAt,
        String payload,
        boolean payloadTruncated) {

    /** 180 KB: in base64 and with the rest it fits the 256 KB that a queue takes by default. */
    static final int MAX_PAYLOAD_BYTES = 180 * 1024;

    static DeadLetterMessage of(DeadLetter letter) {
        StreamRecord record = letter.record();
        boolean truncated = record.data().length > MAX_PAYLOAD_BYTES;
        return new DeadLetterMessage(
                letter.reason(),
                letter.stream(),
                letter.shard(),
                record.sequenceNumber().value(),
                record.partitionKey(),
                record.arrivedAt().toString(),
                Base64.getEncoder()
                        .encodeToString(truncated ? Arrays.copyOf(record.data(), MAX_PAYLOAD_BYTES) : record.data()),
                truncated);
    }
}
