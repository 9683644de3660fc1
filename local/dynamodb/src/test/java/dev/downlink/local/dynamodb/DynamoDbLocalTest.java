package dev.downlink.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.local.aws.TestEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;

class DynamoDbLocalTest {

    private static final Path LIBRARIES =
            Path.of("..", "dynamodb-local", "target", "lib").toAbsolutePath();
    private static final DynamoDbTable TABLE =
            new DynamoDbTable("downlink-local-connections", "pk", Optional.of("sk"), Optional.of("ttl"));
    private static final Map<String, AttributeValue> ITEM =
            Map.of("pk", AttributeValue.fromS("conn#1"), "sk", AttributeValue.fromS("meta"));

    @Test
    void servesTablesThroughTheAwsEndpointAndKeepsThemOnDisk(@TempDir Path directory) throws Exception {
        DynamoDbSettings settings = DynamoDbSettings.inMemory(LIBRARIES).withDirectory(directory);
        try (DynamoDbLocal local = DynamoDbLocal.start(settings);
                DynamoDbProxy proxy = new DynamoDbProxy(local.endpoint(), new DynamoDbFaults(Clock.systemUTC()));
                TestEndpoint endpoint = new TestEndpoint(proxy);
                DynamoDbClient dynamoDb = endpoint.client(DynamoDbClient.builder())) {
            local.createTable(TABLE);
            local.createTable(TABLE);
            dynamoDb.putItem(r -> r.tableName(TABLE.name()).item(ITEM));

            assertThatThrownBy(() -> dynamoDb.putItem(
                            r -> r.tableName(TABLE.name()).item(ITEM).conditionExpression("attribute_not_exists(pk)")))
                    .isInstanceOf(ConditionalCheckFailedException.class);
            assertThat(dynamoDb.describeTimeToLive(r -> r.tableName(TABLE.name()))
                            .timeToLiveDescription()
                            .attributeName())
                    .isEqualTo("ttl");

            local.restart();

            assertThat(dynamoDb.getItem(r -> r.tableName(TABLE.name()).key(ITEM))
                            .item())
                    .isEqualTo(ITEM);
        }
    }

    @Test
    void answersWhatClientsRetryWhileDynamoDbIsDown() throws Exception {
        DynamoDbLocal local = DynamoDbLocal.start(DynamoDbSettings.inMemory(LIBRARIES));
        local.close();
        try (DynamoDbProxy proxy = new DynamoDbProxy(local.endpoint(), new DynamoDbFaults(Clock.systemUTC()));
                TestEndpoint endpoint = new TestEndpoint(proxy);
                DynamoDbClient dynamoDb = endpoint.client(DynamoDbClient.builder())) {

            assertThatThrownBy(dynamoDb::listTables).isInstanceOf(InternalServerErrorException.class);
        }
    }

    @Test
    void outlivesCtrlCInTheTerminal() throws Exception {
        try (DynamoDbLocal local = DynamoDbLocal.start(DynamoDbSettings.inMemory(LIBRARIES));
                DynamoDbProxy proxy = new DynamoDbProxy(local.endpoint(), new DynamoDbFaults(Clock.systemUTC()));
                TestEndpoint endpoint = new TestEndpoint(proxy);
                DynamoDbClient dynamoDb = endpoint.client(DynamoDbClient.builder())) {
            ProcessHandle process = ProcessHandle.current()
                    .children()
                    .filter(child -> child.info().commandLine().orElse("").contains(DynamoDbMain.class.getName()))
                    .findFirst()
                    .orElseThrow();

            new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();

            assertThat(process.onExit().thenApply(ended -> true).completeOnTimeout(false, 1, TimeUnit.SECONDS))
                    .succeedsWithin(Duration.ofSeconds(5))
                    .isEqualTo(false);
            assertThat(dynamoDb.listTables().tableNames()).isEmpty();
        }
    }

    @Test
    void saysWhyItDidNotStart(@TempDir Path empty) {
        assertThatThrownBy(() -> DynamoDbLocal.start(DynamoDbSettings.inMemory(empty)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ServerRunner");
    }
}
