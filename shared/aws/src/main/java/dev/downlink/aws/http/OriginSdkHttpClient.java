package dev.downlink.aws.http;

import dev.downlink.http.HttpSettings;
import dev.downlink.http.Origin;
import dev.downlink.http.OriginClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The HTTP client of the SDK's blocking clients: one {@link OriginClient} per origin. */
final class OriginSdkHttpClient implements SdkHttpClient {

    private final Map<Origin, OriginClient> clients = new ConcurrentHashMap<>();
    private final HttpSettings settings;
    private final Clock clock;

    OriginSdkHttpClient(HttpSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest call) {
        SdkHttpRequest request = call.httpRequest();
        Origin origin = new Origin(request.protocol().equals("https"), request.host(), request.port());
        OriginClient client = clients.computeIfAbsent(origin, missing -> new OriginClient(missing, settings, clock));
        try {
            return SdkRequest.of(origin, client, call);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String clientName() {
        return "Downlink";
    }

    @Override
    public void close() {
        clients.values().forEach(OriginClient::close);
    }
}
