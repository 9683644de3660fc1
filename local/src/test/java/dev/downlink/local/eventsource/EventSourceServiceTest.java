package dev.downlink.local.eventsource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.local.http.HttpServer;
import dev.downlink.local.lambda.InvocationResult;
import dev.downlink.local.sqs.Queues;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

final class EventSourceServiceTest {

    private static final CreateEventSourceMappingRequest REQUEST = CreateEventSourceMappingRequest.builder()
            .functionName("f")
            .eventSourceArn("arn:aws:kinesis:us-east-1:000000000000:stream/" + FakeStream.NAME)
            .startingPosition(EventSourcePosition.LATEST)
            .build();

    private final EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventSourceMappings mappings = new EventSourceMappings(
            EventSourceSettings.DEFAULT,
            new FakeStream(),
            (function, requestId, event) ->
                    CompletableFuture.completedFuture(new InvocationResult.Returned(new byte[0])),
            new Queues(Clock.systemUTC()),
            Clock.systemUTC());
    private HttpServer server;
    private LambdaClient lambda;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.start(eventLoops, 0, new EventSourceService(mappings, List.of("f", "g")::contains));
        lambda = LambdaClient.builder()
                .endpointOverride(URI.create("http://localhost:" + server.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void stop() {
        lambda.close();
        server.close();
        mappings.close();
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void createsWithLambdasDefaults() {
        var created = lambda.createEventSourceMapping(REQUEST);

        assertThat(created.state()).isEqualTo("Creating");
        assertThat(created.batchSize()).isEqualTo(100);
        assertThat(created.maximumRetryAttempts()).isEqualTo(-1);
        assertThat(created.parallelizationFactor()).isEqualTo(1);
        assertThat(created.functionArn()).isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:f");
    }

    @Test
    void repeatsEverySettingWhenAsked() {
        String queue = "arn:aws:sqs:us-east-1:000000000000:failed";
        String id = lambda.createEventSourceMapping(REQUEST.toBuilder()
                        .batchSize(7)
                        .bisectBatchOnFunctionError(true)
                        .maximumRecordAgeInSeconds(60)
                        .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                        .destinationConfig(config -> config.onFailure(failure -> failure.destination(queue)))
                        .build())
                .uuid();

        var mapping = lambda.getEventSourceMapping(request -> request.uuid(id));

        assertThat(mapping.state()).isEqualTo("Enabled");
        assertThat(mapping.batchSize()).isEqualTo(7);
        assertThat(mapping.bisectBatchOnFunctionError()).isTrue();
        assertThat(mapping.maximumRecordAgeInSeconds()).isEqualTo(60);
        assertThat(mapping.functionResponseTypes()).containsExactly(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES);
        assertThat(mapping.destinationConfig().onFailure().destination()).isEqualTo(queue);
    }

    @Test
    void listsByFunctionUntilDeleted() {
        String id = lambda.createEventSourceMapping(REQUEST).uuid();

        assertThat(lambda.listEventSourceMappings(request -> request.functionName("f"))
                        .eventSourceMappings())
                .hasSize(1);
        assertThat(lambda.listEventSourceMappings(request -> request.functionName("g"))
                        .eventSourceMappings())
                .isEmpty();
        assertThat(lambda.deleteEventSourceMapping(request -> request.uuid(id)).state())
                .isEqualTo("Deleting");
        assertThatThrownBy(() -> lambda.getEventSourceMapping(request -> request.uuid(id)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void takesAFunctionByItsArnWithAnAlias() {
        var created = lambda.createEventSourceMapping(REQUEST.toBuilder()
                .functionName("arn:aws:lambda:us-east-1:000000000000:function:f:live")
                .build());

        assertThat(created.functionArn()).isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:f");
    }

    @Test
    void refusesWhatLambdaRefuses() {
        lambda.createEventSourceMapping(REQUEST);

        assertThatThrownBy(() -> lambda.createEventSourceMapping(REQUEST))
                .isInstanceOf(ResourceConflictException.class);
        assertThatThrownBy(() -> lambda.createEventSourceMapping(REQUEST.toBuilder()
                        .eventSourceArn("arn:aws:kinesis:us-east-1:000000000000:stream/none")
                        .build()))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Stream not found: arn:aws:kinesis:us-east-1:000000000000:stream/none");
        assertThatThrownBy(() -> lambda.createEventSourceMapping(
                        REQUEST.toBuilder().batchSize(10_001).build()))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> lambda.createEventSourceMapping(
                        REQUEST.toBuilder().functionName("none").build()))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Function does not exist");
        assertThatThrownBy(() -> lambda.createEventSourceMapping(
                        REQUEST.toBuilder().maximumRecordAgeInSeconds(59).build()))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("MaximumRecordAgeInSeconds");
    }
}
