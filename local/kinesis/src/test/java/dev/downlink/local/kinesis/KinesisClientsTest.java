package dev.downlink.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.downlink.local.aws.TestEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The clients of Kinesis beside Java's blocking one; they differ in HTTP version and encoding. */
class KinesisClientsTest {

    private static final String STREAM = "vehicles";
    private static final String DATA = "{\"trip\":\"42\"}";

    private final Streams streams = new Streams(KinesisSettings.DEFAULT, Clock.systemUTC());
    private final Shard shard = streams.ensure(STREAM, 1).shards().getFirst();
    private final TestEndpoint endpoint = new TestEndpoint(new KinesisService(streams, Clock.systemUTC()));

    @AfterEach
    void stop() {
        endpoint.close();
        streams.close();
    }

    /** HTTP/2 with prior knowledge, CBOR, many requests on one connection. */
    @Test
    void servesJavasAsynchronousClient() {
        try (KinesisAsyncClient kinesis = endpoint.client(KinesisAsyncClient.builder())) {
            List<CompletableFuture<PutRecordResponse>> puts = IntStream.range(0, 100)
                    .mapToObj(number -> kinesis.putRecord(put ->
                            put.streamName(STREAM).partitionKey("" + number).data(SdkBytes.fromUtf8String(DATA))))
                    .toList();
            assertThat(puts).allSatisfy(put -> assertThat(put).succeedsWithin(20, TimeUnit.SECONDS));
            String iterator = kinesis.getShardIterator(get -> get.streamName(STREAM)
                            .shardId(shard.id())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .join()
                    .shardIterator();

            assertThat(kinesis.getRecords(get -> get.shardIterator(iterator))
                            .join()
                            .records())
                    .hasSize(100);
            assertThat(kinesis.listShards(list -> list.streamName("none")))
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                    .withCauseInstanceOf(ResourceNotFoundException.class);
        }
    }

    /** More than the window of a stream. */
    @Test
    void servesALargeRecordOverHttp2() {
        byte[] large = new byte[1_000_000];
        try (KinesisAsyncClient kinesis = endpoint.client(KinesisAsyncClient.builder())) {
            kinesis.putRecord(put -> put.streamName(STREAM).partitionKey("k").data(SdkBytes.fromByteArray(large)))
                    .join();
        }
        assertThat(shard.read(0, 1, Integer.MAX_VALUE).getFirst().data()).isEqualTo(large);
    }

    /** HTTP/2 with prior knowledge, JSON. */
    @Test
    void servesTheClientForNode() throws Exception {
        Path modules = Path.of("../../console/node_modules").toAbsolutePath();
        assumeTrue(
                Files.isDirectory(modules.resolve("@aws-sdk/client-kinesis")), "needs Node and the console's packages");
        run(List.of(
                "env",
                "NODE_PATH=" + modules,
                "node",
                "src/test/js/kinesis.cjs",
                endpoint.uri().toString(),
                STREAM,
                DATA));
        assertThat(newest()).isEqualTo(DATA);
    }

    /** HTTP/1.1, JSON. */
    @Test
    void servesBoto3() throws Exception {
        assumeTrue(succeeds(List.of("python3", "-c", "import boto3")), "needs Python with boto3");
        run(List.of("python3", "-c", """
                import boto3
                kinesis = boto3.client("kinesis", endpoint_url="%s", region_name="us-east-1")
                kinesis.put_record(StreamName="%s", PartitionKey="42", Data=b'%s')
                try:
                    kinesis.list_shards(StreamName="none")
                except kinesis.exceptions.ResourceNotFoundException:
                    pass
                """.formatted(endpoint.uri(), STREAM, DATA)));
        assertThat(newest()).isEqualTo(DATA);
    }

    /** The README's line, in the form that versions 1 and 2 take alike. */
    @Test
    void servesTheAwsCli() throws Exception {
        assumeTrue(succeeds(List.of("aws", "--version")), "needs the AWS CLI");
        run(List.of(
                "sh",
                "-c",
                "echo '%s' | aws --endpoint-url %s kinesis put-record --stream-name %s --partition-key 42 --data fileb:///dev/stdin"
                        .formatted(DATA, endpoint.uri(), STREAM)));
        assertThat(newest()).isEqualTo(DATA + "\n");
    }

    private String newest() {
        return new String(shard.read(0, 1, Integer.MAX_VALUE).getFirst().data(), StandardCharsets.UTF_8);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = start(command);
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            Process process = start(command);
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder process = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
        process.environment()
                .putAll(java.util.Map.of(
                        "AWS_ACCESS_KEY_ID",
                        "local",
                        "AWS_SECRET_ACCESS_KEY",
                        "local",
                        "AWS_DEFAULT_REGION",
                        "us-east-1"));
        return process.start();
    }
}
