package dev.downlink.local.lambda.eventsource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.downlink.local.lambda.eventsource.RecordSource.SourceRecord;
import java.io.IOException;
import java.util.List;

/** What a function says of a batch with {@code ReportBatchItemFailures}. */
final class BatchResponse {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchResponse() {}

    /** The index of the first record to redeliver; the batch's size if all is done. */
    static int firstFailure(byte[] response, List<SourceRecord> batch) {
        JsonNode failures;
        try {
            failures = JSON.readTree(response).path("batchItemFailures");
        } catch (IOException e) {
            return 0;
        }
        int first = batch.size();
        for (JsonNode failure : failures) {
            first = Math.min(first, index(failure.path("itemIdentifier").asText(""), batch));
        }
        return first;
    }

    /** A reported record that is not in the batch fails all of it. */
    private static int index(String sequenceNumber, List<SourceRecord> batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.get(i).sequenceNumber().equals(sequenceNumber)) {
                return i;
            }
        }
        return 0;
    }
}
