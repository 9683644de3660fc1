package dev.downlink.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.local.aws.AwsEncoding;
import dev.downlink.local.aws.AwsEndpoint;
import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireTest {

    private static final Response ANSWER = new Response.Records(
            List.of(new Response.ReadRecord(
                    "49", Instant.ofEpochMilli(1_545_084_650_987L), new byte[] {1, 2, 3}, "k", "NONE")),
            "i",
            0);

    private final KinesisService service =
            new KinesisService(new Streams(KinesisSettings.DEFAULT, Clock.systemUTC()), Clock.systemUTC());

    @Test
    void writesJsonWithBase64AndSeconds() {
        assertThat(new String(AwsEncoding.JSON.write(ANSWER), StandardCharsets.UTF_8))
                .isEqualTo("{\"Records\":[{\"SequenceNumber\":\"49\",\"ApproximateArrivalTimestamp\":1545084650.987,"
                        + "\"Data\":\"AQID\",\"PartitionKey\":\"k\",\"EncryptionType\":\"NONE\"}],"
                        + "\"NextShardIterator\":\"i\",\"MillisBehindLatest\":0}");
    }

    @Test
    void writesCborOfIndefiniteLengthWithTaggedMilliseconds() {
        String hex = HexFormat.of().formatHex(AwsEncoding.CBOR.write(ANSWER));

        assertThat(hex)
                .as("map, then key Records, then array, then map, all of indefinite length")
                .startsWith("bf" + "67" + ascii("Records") + "9f" + "bf")
                .contains(ascii("ApproximateArrivalTimestamp") + "c1" + "1b" + "00000167be38c5eb")
                .contains(ascii("Data") + "43" + "010203")
                .endsWith("ff");
    }

    @Test
    void answersErrorsInTheEncodingOfTheRequest() {
        HttpResponse json = call("application/x-amz-json-1.1", "DescribeStreamSummary", "{\"StreamName\":\"x\"}");
        HttpResponse cbor = call("application/x-amz-cbor-1.1", "DescribeStreamSummary", new byte[] {(byte) 0xA0});

        assertThat(json.status()).isEqualTo(400);
        assertThat(new String(json.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"__type\":\"ResourceNotFoundException\","
                        + "\"message\":\"Stream x under account 000000000000 not found.\"}");
        assertThat(cbor.headers()).containsEntry("Content-Type", "application/x-amz-cbor-1.1");
        assertThat(HexFormat.of().formatHex(cbor.body())).startsWith("bf66" + ascii("__type"));
    }

    @Test
    void refusesAnUnknownContentTypeAndAnUnknownOperation() {
        assertThat(call("text/plain", "ListStreams", "{}").status()).isEqualTo(404);
        HttpResponse unknown = call("application/x-amz-json-1.1", "SplitHairs", "{}");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(new String(unknown.body(), StandardCharsets.UTF_8)).contains("UnknownOperationException");
    }

    @Test
    void refusesWhatIsNotJsonAndMissingMembers() {
        assertThat(text(call("application/x-amz-json-1.1", "GetRecords", "{"))).contains("SerializationException");
        assertThat(text(call("application/x-amz-json-1.1", "GetRecords", "{}")))
                .contains("ValidationException")
                .contains("Value null at 'shardIterator' failed to satisfy constraint: Member must not be null");
    }

    private HttpResponse call(String contentType, String operation, String body) {
        return call(contentType, operation, body.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse call(String contentType, String operation, byte[] body) {
        HttpRequest request = HttpRequest.post(
                Map.of("Content-Type", contentType, "X-Amz-Target", "Kinesis_20131202." + operation), body);
        return new AwsEndpoint(List.of(service))
                .handle(request)
                .toCompletableFuture()
                .join();
    }

    private static String text(HttpResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
