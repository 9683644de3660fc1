package dev.downlink.local.dynamodb;

import dev.downlink.local.aws.AwsEncoding;
import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.AwsService;
import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * DynamoDB on the AWS endpoint: hands requests on to DynamoDB Local over kept-alive connections, within the limits that the
 * faults set, and answers what SDKs retry while it is down.
 */
public final class DynamoDbProxy implements AwsService, AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** About one connection and not the request: each side sets its own. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "keep-alive", "transfer-encoding", "upgrade");

    private final URI endpoint;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private final DynamoDbFaults faults;
    private final PartitionLimiter limiter = new PartitionLimiter(this::forward);

    public DynamoDbProxy(URI endpoint, DynamoDbFaults faults) {
        this.endpoint = endpoint;
        this.faults = faults;
    }

    @Override
    public boolean serves(HttpRequest request) {
        String target = request.header("X-Amz-Target").orElse("");
        return target.startsWith("DynamoDB_20120810.") || target.startsWith("DynamoDBStreams_20120810.");
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        return faults.budgets().map(budgets -> limiter.handle(request, budgets)).orElseGet(() -> forward(request));
    }

    private CompletionStage<HttpResponse> forward(HttpRequest request) {
        return http.sendAsync(forwarded(request), java.net.http.HttpResponse.BodyHandlers.ofByteArray())
                .handle((answer, failure) -> failure == null ? returned(answer) : unavailable());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private java.net.http.HttpRequest forwarded(HttpRequest request) {
        var forwarded = java.net.http.HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(header -> {
            if (!OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                forwarded.header(header.getKey(), header.getValue());
            }
        });
        return forwarded.build();
    }

    private static HttpResponse returned(java.net.http.HttpResponse<byte[]> answer) {
        Map<String, String> headers = new HashMap<>();
        answer.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name)) {
                headers.put(name, values.getFirst());
            }
        });
        return new HttpResponse(answer.statusCode(), headers, answer.body());
    }

    private static HttpResponse unavailable() {
        return new AwsException(500, ThrottledAnswers.TYPE + "InternalServerError", "DynamoDB Local does not answer")
                .toTarget(AwsEncoding.JSON_1_0);
    }
}
