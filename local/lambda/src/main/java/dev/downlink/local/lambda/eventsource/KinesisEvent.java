package dev.downlink.local.lambda.eventsource;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.downlink.local.aws.LocalAccount;
import dev.downlink.local.lambda.eventsource.RecordSource.SourceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;

/** The event that a function gets for a batch. */
final class KinesisEvent {

    /** 6 MB: Lambda's limit for an event. */
    static final int MAX_BYTES = 6_291_456;

    /** What surrounds the data of a record: names, ids, ARNs. */
    private static final int RECORD_OVERHEAD_BYTES = 700;

    private static final ObjectMapper JSON = new ObjectMapper();

    private KinesisEvent() {}

    /** An upper bound for the record's part of the event. */
    static int bytes(SourceRecord record) {
        return (record.data().length + 2) / 3 * 4 + 6 * record.partitionKey().length() + RECORD_OVERHEAD_BYTES;
    }

    static byte[] of(MappingConfiguration mapping, String shard, List<SourceRecord> batch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("Records");
            for (SourceRecord record : batch) {
                write(json, mapping, shard, record);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, MappingConfiguration mapping, String shard, SourceRecord record)
            throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("kinesis");
        json.writeStringField("kinesisSchemaVersion", "1.0");
        json.writeStringField("partitionKey", record.partitionKey());
        json.writeStringField("sequenceNumber", record.sequenceNumber());
        json.writeBinaryField("data", record.data());
        json.writeNumberField(
                "approximateArrivalTimestamp",
                BigDecimal.valueOf(record.arrivedAt().toEpochMilli(), 3));
        json.writeEndObject();
        json.writeStringField("eventSource", "aws:kinesis");
        json.writeStringField("eventVersion", "1.0");
        json.writeStringField("eventID", shard + ":" + record.sequenceNumber());
        json.writeStringField("eventName", "aws:kinesis:record");
        json.writeStringField("invokeIdentityArn", "arn:aws:iam::" + LocalAccount.ID + ":role/downlink-local");
        json.writeStringField("awsRegion", LocalAccount.REGION);
        json.writeStringField("eventSourceARN", mapping.streamArn());
        json.writeEndObject();
    }
}
