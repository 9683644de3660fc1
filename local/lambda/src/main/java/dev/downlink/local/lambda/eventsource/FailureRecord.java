package dev.downlink.local.lambda.eventsource;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.downlink.local.lambda.eventsource.RecordSource.SourceRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the on-failure destination is told of records that were given up: where they are, not what they hold. */
final class FailureRecord {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FailureRecord() {}

    /**
     * @param functionError null if the function itself reported the records
     */
    static String retriesExhausted(
            MappingConfiguration mapping,
            String shard,
            List<SourceRecord> records,
            String requestId,
            int invocations,
            @Nullable String functionError,
            Instant now) {
        ObjectNode record = of(mapping, shard, records, requestId, invocations, "RetryAttemptsExhausted", now);
        record.putObject("responseContext")
                .put("statusCode", 200)
                .put("executedVersion", "$LATEST")
                .put("functionError", functionError);
        return record.toString();
    }

    static String tooOld(
            MappingConfiguration mapping,
            String shard,
            List<SourceRecord> records,
            String requestId,
            int invocations,
            Instant now) {
        return of(mapping, shard, records, requestId, invocations, "RecordAgeExceeded", now)
                .toString();
    }

    private static ObjectNode of(
            MappingConfiguration mapping,
            String shard,
            List<SourceRecord> records,
            String requestId,
            int invocations,
            String condition,
            Instant now) {
        ObjectNode record = JSON.createObjectNode();
        record.putObject("requestContext")
                .put("requestId", requestId)
                .put("functionArn", mapping.functionArn())
                .put("condition", condition)
                .put("approximateInvokeCount", invocations);
        record.put("version", "1.0").put("timestamp", now.toString());
        record.putObject("KinesisBatchInfo")
                .put("shardId", shard)
                .put("startSequenceNumber", records.getFirst().sequenceNumber())
                .put("endSequenceNumber", records.getLast().sequenceNumber())
                .put(
                        "approximateArrivalOfFirstRecord",
                        records.getFirst().arrivedAt().toString())
                .put(
                        "approximateArrivalOfLastRecord",
                        records.getLast().arrivedAt().toString())
                .put("batchSize", records.size())
                .put("streamArn", mapping.streamArn());
        return record;
    }
}
