package dev.downlink.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.local.aws.TestClock;
import dev.downlink.local.aws.TestEndpoint;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

/** What AWS's Java client sees of Kinesis, whichever encoding it speaks. */
abstract class KinesisContract {

    private static final String STREAM = "vehicles";
    private static final String SHARD_0 = "shardId-000000000000";

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T08:00:00.123Z"));
    private Streams streams;
    private TestEndpoint endpoint;
    private KinesisClient kinesis;

    @BeforeEach
    void start() {
        startWith(KinesisSettings.DEFAULT);
    }

    @AfterEach
    void stop() {
        kinesis.close();
        endpoint.close();
        streams.close();
    }

    @Test
    void describesAStream() {
        create(3);

        var summary = kinesis.describeStreamSummary(r -> r.streamName(STREAM)).streamDescriptionSummary();

        assertThat(summary.streamARN()).isEqualTo("arn:aws:kinesis:us-east-1:000000000000:stream/vehicles");
        assertThat(summary.openShardCount()).isEqualTo(3);
        assertThat(summary.streamCreationTimestamp()).isEqualTo("2026-11-21T08:00:00.123Z");
        assertThat(summary.streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
    }

    @Test
    void listsStreamsInPages() {
        List.of("c", "a", "b").forEach(name -> streams.ensure(name, 1));

        var first = kinesis.listStreams(r -> r.limit(2));
        var second = kinesis.listStreams(r -> r.nextToken(first.nextToken()));

        assertThat(first.streamNames()).containsExactly("a", "b");
        assertThat(first.hasMoreStreams()).isTrue();
        assertThat(second.streamNames()).containsExactly("c");
        assertThat(second.hasMoreStreams()).isFalse();
    }

    @Test
    void listsShardsInPages() {
        create(3);

        ListShardsResponse first = kinesis.listShards(r -> r.streamName(STREAM).maxResults(2));
        ListShardsResponse second = kinesis.listShards(r -> r.nextToken(first.nextToken()));

        assertThat(first.shards())
                .extracting(Shard::shardId)
                .containsExactly("shardId-000000000000", "shardId-000000000001");
        assertThat(second.shards()).extracting(Shard::shardId).containsExactly("shardId-000000000002");
        assertThat(second.nextToken()).isNull();
        assertThat(second.shards().getFirst().hashKeyRange().endingHashKey())
                .isEqualTo("340282366920938463463374607431768211455");
        assertThat(second.shards().getFirst().sequenceNumberRange().endingSequenceNumber())
                .isNull();
    }

    @Test
    void givesBackWhatWasPut() {
        create(1);

        PutRecordResponse put = put("train-1", "{\"x\":1}");
        GetRecordsResponse got = read(iterator(ShardIteratorType.TRIM_HORIZON));

        assertThat(put.shardId()).isEqualTo(SHARD_0);
        assertThat(got.records()).singleElement().satisfies(record -> {
            assertThat(record.data().asUtf8String()).isEqualTo("{\"x\":1}");
            assertThat(record.partitionKey()).isEqualTo("train-1");
            assertThat(record.sequenceNumber()).isEqualTo(put.sequenceNumber()).hasSize(56);
            assertThat(record.approximateArrivalTimestamp()).isEqualTo(clock.instant());
        });
        assertThat(got.millisBehindLatest()).isZero();
        assertThat(read(got.nextShardIterator()).records()).isEmpty();
    }

    @Test
    void shardsByPartitionKeyAndByExplicitHashKey() {
        create(2);

        // MD5("b") = 92eb5ffe…, in the upper half; MD5("a") = 0cc175b9…, in the lower.
        assertThat(put("a", "1").shardId()).isEqualTo("shardId-000000000000");
        assertThat(put("b", "1").shardId()).isEqualTo("shardId-000000000001");
        assertThat(kinesis.putRecord(r -> r.streamName(STREAM)
                                .partitionKey("b")
                                .explicitHashKey("0")
                                .data(SdkBytes.fromUtf8String("1")))
                        .shardId())
                .isEqualTo("shardId-000000000000");
    }

    @Test
    void putsManyInOneRequest() {
        create(2);

        PutRecordsResponse put = putAll(500);

        assertThat(put.failedRecordCount()).isZero();
        assertThat(put.records())
                .hasSize(500)
                .allSatisfy(result -> assertThat(result.errorCode()).isNull());
        assertThat(put.records().stream().map(result -> new BigInteger(result.sequenceNumber())))
                .doesNotHaveDuplicates();
    }

    @Test
    void failsOnlyTheRecordsBeyondTheWriteLimit() {
        stop();
        startWith(KinesisSettings.DEFAULT.withWriteLimit(new WriteLimit(10, 1_000_000)));
        create(1);

        PutRecordsResponse put = putAll(12);

        assertThat(put.failedRecordCount()).isEqualTo(2);
        assertThat(put.records().subList(0, 10))
                .allSatisfy(result -> assertThat(result.sequenceNumber()).isNotNull());
        assertThat(put.records().subList(10, 12)).allSatisfy(result -> {
            assertThat(result.sequenceNumber()).isNull();
            assertThat(result.errorCode()).isEqualTo("ProvisionedThroughputExceededException");
            assertThat(result.errorMessage())
                    .isEqualTo("Rate exceeded for shard shardId-000000000000 in stream vehicles under account"
                            + " 000000000000.");
        });
        assertThatThrownBy(() -> put("a", "1")).isInstanceOf(ProvisionedThroughputExceededException.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(put("a", "1").sequenceNumber()).isNotNull();
    }

    @Test
    void readsFromEveryKindOfStart() {
        create(1);
        put("a", "1");
        clock.advance(Duration.ofSeconds(10));
        Instant between = clock.instant();
        clock.advance(Duration.ofSeconds(10));
        String second = put("a", "2").sequenceNumber();
        put("a", "3");
        String latest = iterator(ShardIteratorType.LATEST);
        put("a", "4");

        assertThat(data(read(iterator(ShardIteratorType.TRIM_HORIZON)))).containsExactly("1", "2", "3", "4");
        assertThat(data(read(latest))).containsExactly("4");
        assertThat(data(read(iteratorAt(ShardIteratorType.AT_SEQUENCE_NUMBER, second))))
                .containsExactly("2", "3", "4");
        assertThat(data(read(iteratorAt(ShardIteratorType.AFTER_SEQUENCE_NUMBER, second))))
                .containsExactly("3", "4");
        assertThat(data(read(iterator(
                        r -> r.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(between)))))
                .containsExactly("2", "3", "4");
    }

    @Test
    void saysHowFarAReaderIsBehind() {
        create(1);
        put("a", "1");
        put("a", "2");
        clock.advance(Duration.ofSeconds(7));

        GetRecordsResponse first = kinesis.getRecords(
                r -> r.shardIterator(iterator(ShardIteratorType.TRIM_HORIZON)).limit(1));
        GetRecordsResponse second = read(first.nextShardIterator());

        assertThat(first.millisBehindLatest()).isEqualTo(7_000);
        assertThat(second.millisBehindLatest()).isZero();
    }

    @Test
    void refusesAnExpiredIterator() {
        create(1);
        String iterator = iterator(ShardIteratorType.LATEST);
        clock.advance(Duration.ofSeconds(301));

        assertThatThrownBy(() -> read(iterator))
                .isInstanceOf(ExpiredIteratorException.class)
                .hasMessageContaining("Iterator expired.");
    }

    @Test
    void refusesTheIteratorOfAStreamThatWasReplaced() {
        create(1);
        String iterator = iterator(ShardIteratorType.TRIM_HORIZON);
        stop();
        clock.advance(Duration.ofSeconds(1));
        start();
        create(1);

        assertThatThrownBy(() -> read(iterator)).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void forgetsRecordsAfterADay() {
        create(1);
        put("a", "1");
        clock.advance(Duration.ofHours(24).plusMillis(1));
        put("a", "2");

        assertThat(data(read(iterator(ShardIteratorType.TRIM_HORIZON)))).containsExactly("2");
    }

    @Test
    void refusesWhatTheServiceModelForbids() {
        create(1);

        assertThatThrownBy(() -> putAll(501)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> put("", "1")).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> put("k".repeat(257), "1")).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> put("a", "x".repeat(1024 * 1024))).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> kinesis.describeStreamSummary(r -> r.streamName("no spaces")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> read("not an iterator"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("Invalid ShardIterator.");
        assertThatThrownBy(() -> iteratorAt(ShardIteratorType.AT_SEQUENCE_NUMBER, "17"))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void identifiesEveryAnswerAnErrorToo() {
        assertThatThrownBy(() -> kinesis.describeStreamSummary(r -> r.streamName(STREAM)))
                .isInstanceOfSatisfying(KinesisException.class, refused -> {
                    assertThat(refused.requestId()).isNotBlank();
                    assertThat(refused.extendedRequestId()).isNotBlank();
                    assertThat(refused.statusCode()).isEqualTo(400);
                });
    }

    private void startWith(KinesisSettings settings) {
        streams = new Streams(settings, clock);
        endpoint = new TestEndpoint(new KinesisService(streams, clock));
        kinesis = endpoint.client(KinesisClient.builder());
    }

    private void create(int shards) {
        streams.ensure(STREAM, shards);
    }

    private PutRecordResponse put(String key, String data) {
        return kinesis.putRecord(r -> r.streamName(STREAM).partitionKey(key).data(SdkBytes.fromUtf8String(data)));
    }

    private PutRecordsResponse putAll(int count) {
        return kinesis.putRecords(r -> r.streamName(STREAM)
                .records(IntStream.range(0, count)
                        .mapToObj(i -> PutRecordsRequestEntry.builder()
                                .partitionKey("key-" + i)
                                .data(SdkBytes.fromUtf8String("data-" + i))
                                .build())
                        .toList()));
    }

    private String iterator(ShardIteratorType type) {
        return iterator(r -> r.shardIteratorType(type));
    }

    private String iteratorAt(ShardIteratorType type, String sequenceNumber) {
        return iterator(r -> r.shardIteratorType(type).startingSequenceNumber(sequenceNumber));
    }

    private String iterator(Consumer<GetShardIteratorRequest.Builder> where) {
        return kinesis.getShardIterator(r -> where.accept(r.streamName(STREAM).shardId(SHARD_0)))
                .shardIterator();
    }

    private GetRecordsResponse read(String iterator) {
        return kinesis.getRecords(r -> r.shardIterator(iterator));
    }

    private static List<String> data(GetRecordsResponse response) {
        return response.records().stream()
                .map(Record::data)
                .map(SdkBytes::asUtf8String)
                .toList();
    }
}
