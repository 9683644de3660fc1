package dev.downlink.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server HTTP API, as back ends use it. */
final class ServerApiIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final SystemUnderTest system = SystemUnderTest.shared();

    @Test
    void servesTheUnmodifiedCentClient() throws Exception {
        NodeScript.run("cent.cjs", system.webSocket(""), system.http(""));
    }

    @Test
    void describesWhatItServes() throws Exception {
        assertThat(get("/api")).contains("<title>Downlink server HTTP API</title>");

        JsonNode paths = SystemUnderTest.JSON.readTree(get("/api/openapi.json")).path("paths");
        List<String> described = new ArrayList<>();
        paths.fieldNames().forEachRemaining(described::add);
        assertThat(described)
                .isNotEmpty()
                .allSatisfy(path -> assertThat(system.post(path, "[]", "local-api-key")
                                .path("status")
                                .asInt())
                        .isEqualTo(400));
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(system.http(path)).build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}
