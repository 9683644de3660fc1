package dev.downlink.benchmarks.poster;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.apigateway.JdkHttpPoster;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.utils.AttributeMap;

/** The contenders of this JVM, all posting the same frames to the same connections with the same credentials. */
final class Contenders {

    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("AKIDEXAMPLE", "secret");
    private static final AttributeMap TRUST_ALL = AttributeMap.builder()
            .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
            .put(SdkHttpConfigurationOption.MAX_CONNECTIONS, 64)
            .build();
    private static final byte[] BYTES = ("{\"push\":{\"channel\":\"chat:lobby\",\"pub\":{\"data\":\"" + "x".repeat(200)
                    + "\",\"offset\":1}}}")
            .getBytes(StandardCharsets.UTF_8);
    /** A publication with so many subscribers. */
    private static final int AUDIENCE = 1_000;

    private Contenders() {}

    static List<Contender> of(String url, int inFlight) {
        return List.of(
                ours(url, inFlight),
                sdk(
                        "sdk-url-connection",
                        UrlConnectionHttpClient.builder().buildWithDefaults(TRUST_ALL),
                        url,
                        inFlight),
                sdk("sdk-crt", AwsCrtHttpClient.builder().buildWithDefaults(TRUST_ALL), url, inFlight),
                jdk(url, inFlight));
    }

    private static Contender ours(String url, int inFlight) {
        ApplicationContext context = ApplicationContext.run(Map.of(
                "callback.url",
                url,
                "aws.region",
                "us-east-1",
                "aws.access-key-id",
                CREDENTIALS.accessKeyId(),
                "aws.secret-key",
                CREDENTIALS.secretAccessKey()));
        return poster("ours", context.getBean(ConnectionPoster.class), inFlight, context::close);
    }

    private static Contender jdk(String url, int inFlight) {
        JdkHttpPoster poster = new JdkHttpPoster(URI.create(url), CREDENTIALS);
        return poster("jdk-http-client", poster, inFlight, poster::close);
    }

    private static Contender poster(String name, ConnectionPoster poster, int inFlight, Runnable onClose) {
        Frame[] frame = {new Frame(BYTES)};
        return new AsyncContender(
                name,
                inFlight,
                number -> {
                    if (number % AUDIENCE == 0) {
                        frame[0] = new Frame(BYTES);
                    }
                    return poster.post(new ConnectionId(id(number)), frame[0]);
                },
                onClose);
    }

    private static Contender sdk(String name, SdkHttpClient http, String url, int inFlight) {
        ApiGatewayManagementApiClient api = ApiGatewayManagementApiClient.builder()
                .endpointOverride(URI.create(url))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
                .httpClient(http)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        SdkBytes data = SdkBytes.fromByteArrayUnsafe(BYTES);
        return new BlockingContender(
                name,
                inFlight,
                number -> api.postToConnection(
                        post -> post.connectionId(id(number)).data(data)),
                () -> {
                    api.close();
                    http.close();
                });
    }

    /** Of the form API Gateway gives: 16 characters, the last one {@code =}. */
    private static String id(int number) {
        return "L0SM9cOFvHcC" + (char) ('A' + number % 20) + (char) ('a' + number / 20 % 26) + "A=";
    }
}
