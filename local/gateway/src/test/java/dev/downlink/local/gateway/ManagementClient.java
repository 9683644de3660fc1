package dev.downlink.local.gateway;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.downlink.local.gateway.websocket.ManagementFaults;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** A gateway for the tests of a class, a WebSocket client for each of them, and the AWS SDK that posts to it, once a call. */
final class ManagementClient implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private final RecordingLambda lambda = new RecordingLambda();
    private final ManagementFaults faults = new ManagementFaults();
    private @Nullable Gateway gateway;
    private @Nullable ApiGatewayManagementApiClient aws;
    private @Nullable RawWebSocket socket;
    private @Nullable String id;

    RecordingLambda lambda() {
        return lambda;
    }

    ManagementFaults faults() {
        return faults;
    }

    int port() {
        return requireNonNull(gateway).port();
    }

    ApiGatewayManagementApiClient aws() {
        return requireNonNull(aws);
    }

    /** The client of this test, which is connected. */
    RawWebSocket socket() {
        return requireNonNull(socket);
    }

    /** Its connection's. */
    String id() {
        return requireNonNull(id);
    }

    /** The event of its {@code $disconnect}; that of the test before may still come first. */
    JsonNode disconnect() {
        JsonNode event = lambda.next("disconnect");
        while (!event.at("/requestContext/connectionId").textValue().equals(id())) {
            event = lambda.next("disconnect");
        }
        return event;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        gateway = Gateways.start(lambda, Gateways.ROUTES, Gateways.settings(), faults);
        aws = aws("/local");
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        lambda.reset();
        socket = RawWebSocket.open(port(), "/local");
        id = lambda.next("connect").at("/requestContext/connectionId").textValue();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        faults.clear();
        socket().close();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        aws().close();
        requireNonNull(gateway).close();
    }

    /** @param path the stage's */
    ApiGatewayManagementApiClient aws(String path) {
        return ApiGatewayManagementApiClient.builder()
                .endpointOverride(URI.create("http://localhost:" + port() + path))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
