package dev.downlink.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.downlink.local.gateway.websocket.ManagementFaults;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final RecordingLambda lambda = new RecordingLambda();

    @Test
    void servesTheConsole(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("index.html"), "<h1>Downlink</h1>");
        Files.createDirectory(folder.resolve("assets"));
        Files.writeString(folder.resolve("assets/app.js"), "1");
        try (Gateway gateway = Gateways.start(
                lambda, Gateways.ROUTES, Gateways.settings(), new ManagementFaults(), Optional.of(folder))) {
            HttpResponse<String> index = get(gateway, "/");
            assertThat(index.body()).isEqualTo("<h1>Downlink</h1>");
            assertThat(index.headers().firstValue("content-type")).contains("text/html");
            assertThat(get(gateway, "/assets/app.js")
                            .headers()
                            .firstValue("content-type")
                            .orElseThrow())
                    .contains("javascript");
            assertThat(get(gateway, "/missing").statusCode()).isEqualTo(404);
            assertThat(get(gateway, "/health").statusCode()).isEqualTo(200);
            assertThat(get(gateway, "/api/items/1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void doesWithoutAConsole() throws Exception {
        try (Gateway gateway = Gateways.start(lambda)) {
            assertThat(get(gateway, "/").statusCode()).isEqualTo(404);
            HttpResponse<String> health = get(gateway, "/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).isEqualTo("{\"status\":\"UP\"}");
        }
    }

    @Test
    void saysThatItsPortIsInUse() throws IOException {
        try (Gateway first = Gateways.start(lambda)) {
            GatewaySettings settings = GatewaySettings.onPort(first.port());
            assertThatIOException()
                    .isThrownBy(() -> Gateways.start(lambda, Gateways.ROUTES, settings))
                    .withMessage("cannot listen on port " + first.port() + ": Address already in use");
        }
    }

    @Test
    void talksToTheWebSocketClientOfTheJdk() throws Exception {
        lambda.answer("default", "{\"statusCode\":200,\"body\":\"hello back\"}");
        CompletableFuture<String> received = new CompletableFuture<>();
        try (Gateway gateway = Gateways.start(lambda)) {
            WebSocket socket = HTTP.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://localhost:" + gateway.port() + "/local"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                            received.complete(data.toString());
                            return WebSocket.Listener.super.onText(webSocket, data, last);
                        }
                    })
                    .get();
            socket.sendText("hello", true).get();
            assertThat(received.get()).isEqualTo("hello back");
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get();
            assertThat(lambda.next("disconnect")
                            .at("/requestContext/disconnectStatusCode")
                            .intValue())
                    .isEqualTo(1000);
        }
    }

    private static HttpResponse<String> get(Gateway gateway, String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
