package dev.downlink.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.downlink.local.aws.AwsEndpoint;
import dev.downlink.local.aws.fault.FaultRate;
import dev.downlink.local.aws.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.ServiceException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LambdaServiceTest {

    private Path work;
    private LambdaFixture fixture;
    private HttpServer server;
    private LambdaClient lambda;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        work = directory;
        fixture = new LambdaFixture(
                LambdaFixture.settings(work),
                LambdaFixture.function("probe", work),
                LambdaFixture.function("busy", work),
                LambdaFixture.with(LambdaFixture.function("closed", work), Duration.ofSeconds(1), 0, Map.of()));
        server = HttpServer.start(fixture.eventLoops, 0, new AwsEndpoint(List.of(new LambdaService(fixture.lambda))));
        lambda = LambdaClient.builder()
                .endpointOverride(URI.create("http://localhost:" + server.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(config -> config.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    @AfterAll
    void stop() throws IOException {
        lambda.close();
        server.close();
        fixture.close();
    }

    @Test
    void invokesByNameAndByArn() {
        assertThat(invoke("probe", "hi").payload().asUtf8String()).isEqualTo("\"hi\"");
        assertThat(invoke("arn:aws:lambda:us-east-1:000000000000:function:probe", "hi")
                        .executedVersion())
                .isEqualTo("$LATEST");
    }

    @Test
    void answersAFunctionErrorWithSuccess() {
        InvokeResponse response = invoke("probe", "throw");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(response.payload().asUtf8String()).contains("boom!");
    }

    @Test
    void acceptsEvents() {
        InvokeResponse event = lambda.invoke(request -> request.functionName("probe")
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String("\"print accepted\"")));
        assertThat(event.statusCode()).isEqualTo(202);
        assertThat(event.responseMetadata().requestId()).matches("[0-9a-f-]{36}");
        await().until(() -> Files.readString(work.resolve("logs/probe.log")).contains("accepted\n"));
    }

    @Test
    void refusesWhatLambdaRefuses() {
        assertThatThrownBy(() -> invoke("none", "hi")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> invoke("closed", "hi")).isInstanceOf(TooManyRequestsException.class);
        assertThatThrownBy(() ->
                        lambda.invoke(request -> request.functionName("probe").payload(SdkBytes.fromUtf8String("{"))))
                .isInstanceOf(InvalidRequestContentException.class);
    }

    @Test
    void throttlesBeyondTheAccountsConcurrencyInsteadOfQueueing() throws IOException {
        Path go = work.resolve("go");
        fixture.faults.limitConcurrency(3);
        try {
            List<CompletableFuture<InvocationResult>> running = IntStream.range(0, 3)
                    .mapToObj(number -> fixture.invoke("busy", "await " + go))
                    .toList();

            assertThatExceptionOfType(TooManyRequestsException.class)
                    .isThrownBy(() -> invoke("probe", "one too many"))
                    .satisfies(throttled -> {
                        assertThat(throttled.statusCode()).isEqualTo(429);
                        assertThat(throttled.reasonAsString()).isEqualTo("ConcurrentInvocationLimitExceeded");
                    });
            lambda.invoke(request -> request.functionName("probe")
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("\"print kept meanwhile\"")));

            // The settings would give the function two processes.
            await().atMost(Duration.ofSeconds(60)).until(() -> starts("busy") == 3);
            Files.createFile(go);
            assertThat(running).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ofSeconds(60)));
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            Files.readString(work.resolve("logs/probe.log")).contains("kept meanwhile\n"));
        } finally {
            fixture.faults.clear();
        }
    }

    @Test
    void losesTheAnswerToAnEventThatRuns() {
        fixture.faults.set(AsyncFault.of(AsyncFault.Effect.LOSE_ANSWER).at(FaultRate.next(1)));

        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> lambda.invoke(request -> request.functionName("probe")
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String("\"print ran unheard\""))));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.readString(work.resolve("logs/probe.log")).contains("ran unheard\n"));
    }

    @Test
    void listsFunctions() {
        assertThat(lambda.listFunctions().functions())
                .extracting(FunctionConfiguration::functionName)
                .containsExactly("probe", "busy", "closed");
    }

    private long starts(String function) throws IOException {
        Path log = work.resolve("logs/" + function + ".log");
        return Files.readString(log)
                .lines()
                .filter(line -> line.startsWith("START "))
                .count();
    }

    private InvokeResponse invoke(String function, String event) {
        return lambda.invoke(
                request -> request.functionName(function).payload(SdkBytes.fromByteArray(LambdaFixture.json(event))));
    }
}
