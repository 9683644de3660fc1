package dev.downlink.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.downlink.local.fault.FaultRate;
import dev.downlink.local.gateway.integration.RateLimit;
import dev.downlink.local.gateway.websocket.ManagementFault;
import dev.downlink.local.gateway.websocket.ManagementFaults;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ForbiddenException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;

class ManagementFaultsTest {

    /** Long enough to be noticed, short enough to be waited for. */
    private static final Duration CLIENT_TIMEOUT = Duration.ofMillis(300);

    private static final RecordingLambda LAMBDA = new RecordingLambda();
    private static final ManagementFaults FAULTS = new ManagementFaults();
    private static Gateway gateway;
    private static ApiGatewayManagementApiClient aws;

    private RawWebSocket client;
    private String id;

    @BeforeAll
    static void start() throws IOException {
        gateway = Gateways.start(LAMBDA, Gateways.ROUTES, Gateways.settings(), FAULTS);
        aws = ApiGatewayManagementApiClient.builder()
                .endpointOverride(URI.create("http://localhost:" + gateway.port() + "/local"))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void stop() {
        aws.close();
        gateway.close();
    }

    @BeforeEach
    void connect() throws IOException {
        LAMBDA.reset();
        client = RawWebSocket.open(gateway.port(), "/local");
        id = LAMBDA.next("connect").at("/requestContext/connectionId").textValue();
    }

    @AfterEach
    void leave() throws IOException {
        FAULTS.clear();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 413, 429, 500, 502, 503, 504})
    void refusesWithTheStatusAndDoesNothing(int status) throws IOException {
        FAULTS.set(ManagementFault.refuse(status));

        assertThatExceptionOfType(SdkServiceException.class)
                .isThrownBy(() -> post("refused"))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(status));

        assertArrivesFirst("after");
    }

    @Test
    void refusesInTheFormThatClientsKnow() {
        FAULTS.set(ManagementFault.refuse(403));
        assertThatExceptionOfType(ForbiddenException.class).isThrownBy(() -> post("x"));

        FAULTS.set(ManagementFault.refuse(410));
        assertThatExceptionOfType(GoneException.class).isThrownBy(() -> post("x"));

        FAULTS.set(ManagementFault.refuse(429));
        assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> post("x"));
    }

    @Test
    void concernsTheConnectionsNamed() throws IOException {
        FAULTS.set(ManagementFault.refuse(429).forConnections("AAAAAAAAAAAAAAA="));
        post("of another connection");
        assertThat(client.read().text()).isEqualTo("of another connection");

        FAULTS.set(ManagementFault.refuse(429).forConnections(id));
        assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> post("x"));
    }

    @Test
    void occursWithTheNextCallsOnly() throws IOException {
        FAULTS.set(ManagementFault.refuse(500).at(FaultRate.next(2)));

        assertThat(refusals(3)).isEqualTo(2);
        assertThat(client.read().text()).isEqualTo("2");
    }

    @Test
    void occursWithAFractionOfTheCalls() {
        FAULTS.set(ManagementFault.refuse(500).at(FaultRate.ofFraction(0.5)));

        assertThat(refusals(200)).isBetween(40L, 160L);
    }

    @Test
    void doesLateWhatItsClientHasGivenUp() throws IOException {
        FAULTS.set(ManagementFault.delay(CLIENT_TIMEOUT.multipliedBy(2)).at(FaultRate.next(1)));

        assertThatExceptionOfType(ApiCallTimeoutException.class).isThrownBy(() -> post("late"));
        post("retried");

        assertThat(client.read().text()).isEqualTo("retried");
        assertThat(client.read().text()).isEqualTo("late");
    }

    @Test
    void answersLate() throws IOException {
        FAULTS.set(ManagementFault.delay(Duration.ofMillis(50)));
        long before = System.nanoTime();

        post("late");

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        assertThat(client.read().text()).isEqualTo("late");
    }

    @Test
    void hangs() throws IOException {
        FAULTS.set(ManagementFault.hang());

        assertThatExceptionOfType(ApiCallTimeoutException.class).isThrownBy(() -> post("hung"));

        assertArrivesFirst("after");
    }

    @Test
    void doesThePostAndLosesTheAnswer() throws IOException {
        FAULTS.set(ManagementFault.loseAnswer());
        try (RawWebSocket http = new RawWebSocket(gateway.port())) {
            http.write(
                    ("POST /local/@connections/" + id + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\ndone")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(http.isClosedByServer()).isTrue();
        }
        FAULTS.clear();
        post("after");

        assertThat(client.read().text()).isEqualTo("done");
        assertThat(client.read().text()).isEqualTo("after");
    }

    @Test
    void answers429BeyondTheQuota() {
        FAULTS.limit(new RateLimit(0.001, 3));

        assertThat(refusals(10)).isEqualTo(7);
        assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> post("x"));
    }

    private void assertArrivesFirst(String text) throws IOException {
        FAULTS.clear();
        post(text);
        assertThat(client.read().text()).isEqualTo(text);
    }

    private long refusals(int posts) {
        return IntStream.range(0, posts)
                .filter(number -> {
                    try {
                        post("" + number);
                        return false;
                    } catch (SdkServiceException e) {
                        return true;
                    }
                })
                .count();
    }

    private void post(String text) {
        aws.postToConnection(request -> request.connectionId(id)
                .data(SdkBytes.fromUtf8String(text))
                .overrideConfiguration(config -> config.apiCallTimeout(CLIENT_TIMEOUT)));
    }
}
