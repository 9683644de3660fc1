package dev.downlink.probeservice;

import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Reference;
import dev.downlink.channel.References;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Publishes through the server HTTP API, with the API key. */
@Singleton
final class BackEnd {

    private final URI publish;
    private final @Nullable String key;

    BackEnd(Endpoints endpoints, ChannelRules rules, References references) {
        publish = URI.create(endpoints.http() + "/api/publish");
        @Nullable Reference reference = rules.apiKey();
        key = reference == null ? null : references.resolve(reference);
    }

    /**
     * Returns when the publication is acknowledged.
     *
     * @param data JSON
     * @throws ProbeFailedException if it is not
     */
    void publish(HttpClient http, String channel, String data, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(publish)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"channel\":\"%s\",\"data\":%s}".formatted(channel, data)));
        if (key != null) {
            request.header("X-API-Key", key);
        }
        HttpResponse<String> answer;
        try {
            answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ProbeFailedException("publish: no answer from " + publish, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeFailedException("publish: interrupted", e);
        }
        // Errors of the protocol come with status 200.
        if (answer.statusCode() != 200 || !answer.body().contains("\"result\"")) {
            throw new ProbeFailedException("publish: answered %d %s".formatted(answer.statusCode(), answer.body()));
        }
    }
}
