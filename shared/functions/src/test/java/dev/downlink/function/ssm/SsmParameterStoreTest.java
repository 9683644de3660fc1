package dev.downlink.function.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** Against a server that answers as Systems Manager does. */
class SsmParameterStoreTest {

    private HttpServer server;
    private SsmClient client;
    private volatile String request = "";
    private volatile int status = 200;
    private volatile String response = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] body = response.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        client = SsmClient.builder()
                .endpointOverride(
                        URI.create("http://localhost:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void asksForTheDecryptedValue() {
        response = "{\"Parameter\":{\"Name\":\"/downlink/key\",\"Type\":\"SecureString\",\"Value\":\"secret\"}}";

        assertThat(new SsmParameterStore(() -> client).find("/downlink/key")).contains("secret");
        assertThat(request).isEqualTo("{\"Name\":\"/downlink/key\",\"WithDecryption\":true}");
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        status = 400;
        response = "{\"__type\":\"ParameterNotFound\"}";

        assertThat(new SsmParameterStore(() -> client).find("/downlink/key")).isEqualTo(Optional.empty());
    }

    @Test
    void failsWhereItMayNotLook() {
        status = 400;
        response = "{\"__type\":\"AccessDeniedException\",\"message\":\"not authorized\"}";

        assertThatThrownBy(() -> new SsmParameterStore(() -> client).find("/downlink/key"))
                .isInstanceOf(SsmException.class);
    }
}
