package dev.downlink.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.downlink.local.aws.fault.FaultRate;
import dev.downlink.local.gateway.integration.RateLimit;
import dev.downlink.local.gateway.websocket.ManagementFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ForbiddenException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;

class ManagementFaultsTest {

    /** Long enough to be noticed, short enough to be waited for. */
    private static final Duration CLIENT_TIMEOUT = Duration.ofMillis(300);

    @RegisterExtension
    static final ManagementClient CLIENT = new ManagementClient();

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 413, 429, 500, 502, 503, 504})
    void refusesWithTheStatusAndDoesNothing(int status) throws IOException {
        CLIENT.faults().set(ManagementFault.refuse(status));

        assertThatExceptionOfType(SdkServiceException.class)
                .isThrownBy(() -> post("refused"))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(status));

        assertArrivesFirst("after");
    }

    @Test
    void refusesInTheFormThatClientsKnow() {
        CLIENT.faults().set(ManagementFault.refuse(403));
        assertThatExceptionOfType(ForbiddenException.class).isThrownBy(() -> post("x"));

        CLIENT.faults().set(ManagementFault.refuse(410));
        assertThatExceptionOfType(GoneException.class).isThrownBy(() -> post("x"));

        CLIENT.faults().set(ManagementFault.refuse(429));
        assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> post("x"));
    }

    @Test
    void concernsTheConnectionsNamed() throws IOException {
        CLIENT.faults().set(ManagementFault.refuse(429).forConnections("AAAAAAAAAAAAAAA="));
        post("of another connection");
        assertThat(CLIENT.socket().read().text()).isEqualTo("of another connection");

        CLIENT.faults().set(ManagementFault.refuse(429).forConnections(CLIENT.id()));
        assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> post("x"));
    }

    @Test
    void occursWithTheNextCallsOnly() throws IOException {
        CLIENT.faults().set(ManagementFault.refuse(500).at(FaultRate.next(2)));

        assertThat(refusals(3)).isEqualTo(2);
        assertThat(CLIENT.socket().read().text()).isEqualTo("2");
    }

    @Test
    void occursWithAFractionOfTheCalls() {
        CLIENT.faults().set(ManagementFault.refuse(500).at(FaultRate.ofFraction(0.5)));

        assertThat(refusals(200)).isBetween(40L, 160L);
    }

    @Test
    void doesLateWhatItsClientHasGivenUp() throws IOException {
        CLIENT.faults()
                .set(ManagementFault.delay(CLIENT_TIMEOUT.multipliedBy(2)).at(FaultRate.next(1)));

        assertThatExceptionOfType(ApiCallTimeoutException.class).isThrownBy(() -> post("late"));
        post("retried");

        assertThat(CLIENT.socket().read().text()).isEqualTo("retried");
        assertThat(CLIENT.socket().read().text()).isEqualTo("late");
    }

    @Test
    void answersLate() throws IOException {
        CLIENT.faults().set(ManagementFault.delay(Duration.ofMillis(50)));
        long before = System.nanoTime();

        post("late");

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        assertThat(CLIENT.socket().read().text()).isEqualTo("late");
    }

    @Test
    void hangs() throws IOException {
        CLIENT.faults().set(ManagementFault.hang());

        assertThatExceptionOfType(ApiCallTimeoutException.class).isThrownBy(() -> post("hung"));

        assertArrivesFirst("after");
    }

    @Test
    void doesThePostAndLosesTheAnswer() throws IOException {
        CLIENT.faults().set(ManagementFault.loseAnswer());
        try (RawWebSocket http = new RawWebSocket(CLIENT.port())) {
            http.write(("POST /local/@connections/" + CLIENT.id()
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\ndone")
                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(http.isClosedByServer()).isTrue();
        }
        CLIENT.faults().clear();
        post("after");

        assertThat(CLIENT.socket().read().text()).isEqualTo("done");
        assertThat(CLIENT.socket().read().text()).isEqualTo("after");
    }

    @Test
    void answers429BeyondTheQuota() {
        CLIENT.faults().limit(new RateLimit(0.001, 3));

        assertThat(refusals(10)).isEqualTo(7);
        assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> post("x"));
    }

    private void assertArrivesFirst(String text) throws IOException {
        CLIENT.faults().clear();
        post(text);
        assertThat(CLIENT.socket().read().text()).isEqualTo(text);
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
        CLIENT.aws()
                .postToConnection(request -> request.connectionId(CLIENT.id())
                        .data(SdkBytes.fromUtf8String(text))
                        .overrideConfiguration(config -> config.apiCallTimeout(CLIENT_TIMEOUT)));
    }
}
