package dev.downlink.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class AwsEndpointTest {

    @Test
    void answersWhatNoServiceServesAsAnUnknownOperation() throws Exception {
        try (TestEndpoint endpoint = new TestEndpoint();
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(endpoint.uri())
                    .header("X-Amz-Target", "Nobody_20200101.Nothing")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();

            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).contains("UnknownOperationException");
            assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
        }
    }
}
