package dev.downlink.local.runtime.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts records into a stream over Kinesis' HTTP API, trying again what was not written. */
final class RecordProducer implements AutoCloseable {

    /** Kinesis' own limit for PutRecords. */
    static final int MAX_BATCH = 500;

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ReplaySettings settings;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RecordProducer(ReplaySettings settings) {
        this.settings = settings;
    }

    /**
     * Makes one attempt.
     *
     * @return the records that were not written, to be tried again
     * @throws IOException if none was
     */
    List<VehicleRecord> put(List<VehicleRecord> batch) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(settings.endpoint())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "Kinesis_20131202.PutRecords")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body(batch)))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode answer = JSON.readTree(response.body());
        if (response.statusCode() != 200) {
            throw new IOException("PutRecords answered " + response.statusCode() + " "
                    + answer.path("message").asText());
        }
        if (answer.path("FailedRecordCount").asInt() == 0) {
            return List.of();
        }
        List<VehicleRecord> left = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (answer.path("Records").path(i).has("ErrorCode")) {
                left.add(batch.get(i));
            }
        }
        return left;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private byte[] body(List<VehicleRecord> batch) throws IOException {
        var bytes = new ByteArrayOutputStream(batch.size() * 300);
        try (JsonGenerator out = JSON.getFactory().createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("StreamName", settings.streamName());
            out.writeArrayFieldStart("Records");
            for (VehicleRecord record : batch) {
                out.writeStartObject();
                out.writeStringField("PartitionKey", record.trip());
                out.writeBinaryField("Data", JSON.writeValueAsBytes(record));
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
