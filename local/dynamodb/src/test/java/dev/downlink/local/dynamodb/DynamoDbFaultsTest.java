package dev.downlink.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.downlink.local.aws.TestClock;
import dev.downlink.local.aws.TestEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** With a limit of 10 write and 30 read units a second for each partition key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoDbFaultsTest {

    private static final Path LIBRARIES =
            Path.of("..", "dynamodb-local", "target", "lib").toAbsolutePath();
    private static final String TABLE = "limited";

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T08:00:00Z"));
    private final DynamoDbFaults faults = new DynamoDbFaults(clock);
    private DynamoDbLocal local;
    private DynamoDbProxy proxy;
    private TestEndpoint endpoint;
    private DynamoDbClient dynamoDb;

    @BeforeAll
    void start() throws IOException {
        local = DynamoDbLocal.start(DynamoDbSettings.inMemory(LIBRARIES));
        proxy = new DynamoDbProxy(local.endpoint(), faults);
        endpoint = new TestEndpoint(proxy);
        dynamoDb = endpoint.client(DynamoDbClient.builder());
        local.createTable(new DynamoDbTable(TABLE, "pk", Optional.of("sk"), Optional.empty()));
    }

    @AfterAll
    void stop() {
        dynamoDb.close();
        endpoint.close();
        proxy.close();
        local.close();
    }

    @BeforeEach
    void limit() {
        faults.limitPartitions(10, 30);
    }

    @Test
    void limitsNothingByDefault() {
        faults.clear();

        assertThat(puts("a", 100, 1)).isEqualTo(100);
    }

    @Test
    void limitsWritesToOnePartitionKey() {
        assertThat(puts("a", 12, 1)).isEqualTo(10);
        assertThat(puts("b", 12, 1)).as("another key has its own").isEqualTo(10);

        clock.advance(Duration.ofMillis(500));
        assertThat(puts("a", 12, 1)).as("refilled by half").isEqualTo(5);
        clock.advance(Duration.ofMinutes(1));
        assertThat(puts("a", 12, 1)).as("never more than a second's").isEqualTo(10);
    }

    @Test
    void countsWritesByKilobytes() {
        assertThat(puts("k", 12, 2)).isEqualTo(5);
    }

    @Test
    void countsTheSizeOfAnUpdatedItem() {
        put("u", "1", 8);
        update("u", "1");

        assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
                .isThrownBy(() -> update("u", "1"))
                .satisfies(throttled -> assertThat(throttled.statusCode()).isEqualTo(400));
    }

    @Test
    void countsAWriteWhoseConditionFails() {
        put("f", "1", 1);
        for (int i = 0; i < 9; i++) {
            assertThatExceptionOfType(ConditionalCheckFailedException.class)
                    .isThrownBy(() -> dynamoDb.putItem(r -> r.tableName(TABLE)
                            .item(item("f", "1", 1))
                            .conditionExpression("attribute_not_exists(pk)")));
        }

        assertThat(puts("f", 1, 1)).isZero();
    }

    @Test
    void countsReadsByFourKilobytesAndHalfWithoutConsistency() {
        unlimited(() -> put("r", "1", 12));

        assertThat(gets("r", 20, true)).isEqualTo(10);
        clock.advance(Duration.ofSeconds(1));
        assertThat(gets("r", 30, false)).isEqualTo(20);
    }

    @Test
    void limitsQueriesByWhatTheyRead() {
        unlimited(() -> IntStream.range(0, 4).forEach(number -> put("q", "" + number, 10)));

        // 40 KB, 10 units each.
        assertThat(admitted(10, number -> query("#k = :v", Map.of("#k", "pk")))).isEqualTo(3);
    }

    @Test
    void findsThePartitionKeyBehindTheSortKey() {
        unlimited(() -> put("s", "1", 1));

        assertThat(admitted(40, number -> query("sk >= :s AND pk = :v", Map.of())))
                .isEqualTo(30);
    }

    @Test
    void cancelsATransactionOfWhichOneKeyIsAtItsLimit() {
        puts("a", 10, 1);

        assertThatExceptionOfType(TransactionCanceledException.class)
                .isThrownBy(() -> transact("b", "a"))
                .satisfies(cancelled -> assertThat(cancelled.cancellationReasons())
                        .extracting(CancellationReason::code)
                        .containsExactly("None", "ThrottlingError"));
        assertThat(exists("b", "transaction")).isFalse();
    }

    @Test
    void countsTransactionsTwice() {
        assertThat(admitted(20, number -> transact("t"))).isEqualTo(5);
        unlimited(() -> put("t", "1", 12));
        assertThat(admitted(20, number -> transactGet("t"))).isEqualTo(5);
    }

    @Test
    void leavesWritesOfABatchUnprocessed() {
        puts("a", 10, 1);

        BatchWriteItemResponse written = batchWrite("a", "c");

        assertThat(written.unprocessedItems().get(TABLE))
                .singleElement()
                .satisfies(refused ->
                        assertThat(refused.putRequest().item()).containsEntry("pk", AttributeValue.fromS("a")));
        assertThatExceptionOfType(ProvisionedThroughputExceededException.class).isThrownBy(() -> batchWrite("a"));
        assertThat(exists("c", "batch")).isTrue();
    }

    @Test
    void leavesReadsOfABatchUnprocessed() {
        unlimited(() -> put("x", "1", 1));
        unlimited(() -> put("y", "1", 12));
        gets("x", 30, true);

        BatchGetItemResponse read = batchGet("x", "y");

        KeysAndAttributes unprocessed =
                Objects.requireNonNull(read.unprocessedKeys().get(TABLE));
        assertThat(unprocessed.keys()).containsExactly(key("x", "1"));
        assertThat(unprocessed.consistentRead()).isTrue();
        assertThat(read.responses().get(TABLE)).hasSize(1);
        assertThat(gets("y", 20, true)).as("3 of 30 units are taken").isEqualTo(9);
    }

    private int puts(String partitionKey, int times, int kilobytes) {
        return admitted(times, number -> put(partitionKey, "" + number, kilobytes));
    }

    private int gets(String partitionKey, int times, boolean consistent) {
        return admitted(
                times,
                number -> dynamoDb.getItem(
                        r -> r.tableName(TABLE).key(key(partitionKey, "1")).consistentRead(consistent)));
    }

    private static int admitted(int times, IntConsumer request) {
        int throttled = 0;
        for (int i = 0; i < times; i++) {
            try {
                request.accept(i);
            } catch (ProvisionedThroughputExceededException | TransactionCanceledException e) {
                throttled++;
            }
        }
        return times - throttled;
    }

    private void unlimited(Runnable preparation) {
        faults.clear();
        preparation.run();
        faults.limitPartitions(10, 30);
    }

    private void put(String partitionKey, String sortKey, int kilobytes) {
        dynamoDb.putItem(r -> r.tableName(TABLE).item(item(partitionKey, sortKey, kilobytes)));
    }

    private void update(String partitionKey, String sortKey) {
        dynamoDb.updateItem(r -> r.tableName(TABLE)
                .key(key(partitionKey, sortKey))
                .updateExpression("SET d = :n")
                .expressionAttributeValues(Map.of(":n", AttributeValue.fromN("1"))));
    }

    private void query(String condition, Map<String, String> names) {
        boolean sorted = condition.contains(":s");
        dynamoDb.query(r -> r.tableName(TABLE)
                .keyConditionExpression(condition)
                .expressionAttributeNames(names.isEmpty() ? null : names)
                .consistentRead(true)
                .expressionAttributeValues(
                        sorted
                                ? Map.of(":v", AttributeValue.fromS("s"), ":s", AttributeValue.fromS("0"))
                                : Map.of(":v", AttributeValue.fromS("q"))));
    }

    private void transact(String... partitionKeys) {
        dynamoDb.transactWriteItems(r -> r.transactItems(Stream.of(partitionKeys)
                .map(each -> TransactWriteItem.builder()
                        .put(p -> p.tableName(TABLE).item(item(each, "transaction", 1)))
                        .build())
                .toList()));
    }

    private void transactGet(String partitionKey) {
        dynamoDb.transactGetItems(r -> r.transactItems(TransactGetItem.builder()
                .get(g -> g.tableName(TABLE).key(key(partitionKey, "1")))
                .build()));
    }

    private BatchWriteItemResponse batchWrite(String... partitionKeys) {
        return dynamoDb.batchWriteItem(r -> r.requestItems(Map.of(
                TABLE,
                Stream.of(partitionKeys)
                        .map(each -> WriteRequest.builder()
                                .putRequest(p -> p.item(item(each, "batch", 1)))
                                .build())
                        .toList())));
    }

    private BatchGetItemResponse batchGet(String... partitionKeys) {
        return dynamoDb.batchGetItem(r -> r.requestItems(Map.of(
                TABLE,
                KeysAndAttributes.builder()
                        .consistentRead(true)
                        .keys(Stream.of(partitionKeys)
                                .map(each -> key(each, "1"))
                                .toList())
                        .build())));
    }

    private boolean exists(String partitionKey, String sortKey) {
        faults.clear();
        return dynamoDb.getItem(r -> r.tableName(TABLE).key(key(partitionKey, sortKey)))
                .hasItem();
    }

    private static Map<String, AttributeValue> key(String partitionKey, String sortKey) {
        return Map.of("pk", AttributeValue.fromS(partitionKey), "sk", AttributeValue.fromS(sortKey));
    }

    /** An item of exactly that size, names and keys included. */
    private static Map<String, AttributeValue> item(String partitionKey, String sortKey, int kilobytes) {
        int others = "pk".length() + partitionKey.length() + "sk".length() + sortKey.length() + "d".length();
        return Map.of(
                "pk", AttributeValue.fromS(partitionKey),
                "sk", AttributeValue.fromS(sortKey),
                "d", AttributeValue.fromS("x".repeat(kilobytes * 1024 - others)));
    }
}
