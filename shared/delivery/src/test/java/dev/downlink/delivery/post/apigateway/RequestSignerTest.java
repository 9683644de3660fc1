package dev.downlink.delivery.post.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.Frame;
import dev.downlink.http.RequestBuffer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** The AWS SDK's own signer says what is right. */
class RequestSignerTest {

    private static final List<String> SIGNED =
            List.of("host", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token");

    @Property(tries = 500)
    void signsAsTheSdkDoes(
            @ForAll("ids") String id,
            @ForAll("urls") String url,
            @ForAll("credentials") AwsCredentials credentials,
            @ForAll @Size(max = 300) byte[] body,
            @ForAll @LongRange(min = 1_500_000_000, max = 3_000_000_000L) long epochSecond) {
        Clock clock = at(epochSecond);
        RequestSigner signer = new RequestSigner(CallbackEndpoint.of(URI.create(url)), "eu-central-1", clock);
        RequestBuffer head = new RequestBuffer();

        signer.writePost(new ConnectionId(id), new Frame(body), credentials, head);
        assertThat(Head.of(head)).satisfies(post -> {
            assertThat(post.line).startsWith("POST /").endsWith(" HTTP/1.1");
            assertThat(post.headers).containsEntry("content-length", "" + body.length);
            assertThat(post.headers.get("authorization")).isEqualTo(oracle(post, url, body, credentials, clock));
        });

        signer.writeDelete(new ConnectionId(id), new Frame(new byte[0]), credentials, head.clear());
        assertThat(Head.of(head)).satisfies(delete -> {
            assertThat(delete.line).startsWith("DELETE /").endsWith(" HTTP/1.1");
            assertThat(delete.headers).doesNotContainKey("content-length");
            assertThat(delete.headers.get("authorization"))
                    .isEqualTo(oracle(delete, url, new byte[0], credentials, clock));
        });
    }

    /** One signer meets new seconds, days and credentials in any order. */
    @Property(tries = 50)
    void signsWithTheKeyOfTheDayAndTheCredentials(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 3) Integer> days,
            @ForAll("credentials") AwsCredentials one,
            @ForAll("credentials") AwsCredentials other) {
        SteppingClock clock = new SteppingClock();
        String url = "https://abc.execute-api.eu-central-1.amazonaws.com/dev";
        RequestSigner signer = new RequestSigner(CallbackEndpoint.of(URI.create(url)), "eu-central-1", clock);
        byte[] body = {'x'};
        for (int day : days) {
            clock.now = Instant.parse("2026-02-27T23:59:59Z").plusSeconds(day * 43_200L);
            for (AwsCredentials credentials : List.of(one, other, one)) {
                RequestBuffer head = new RequestBuffer();
                signer.writePost(new ConnectionId("L0SM9cOFvHcCIhw="), new Frame(body), credentials, head);

                Head post = Head.of(head);
                assertThat(post.headers.get("authorization"))
                        .isEqualTo(oracle(post, url, body, credentials, Clock.fixed(clock.now, ZoneOffset.UTC)));
            }
        }
    }

    private static String oracle(Head head, String url, byte[] body, AwsCredentials credentials, Clock clock) {
        URI base = URI.create(url);
        String[] line = head.line.split(" ", -1);
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(line[0]))
                .protocol(base.getScheme())
                .host(base.getHost())
                .port(base.getPort() == -1 ? null : base.getPort())
                .encodedPath(line[1]);
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials)
                        .request(request.build())
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request();
        SIGNED.forEach(name -> assertThat(head.headers.get(name))
                .as(name)
                .isEqualTo(signed.firstMatchingHeader(name).orElse(null)));
        return signed.firstMatchingHeader("Authorization").orElseThrow();
    }

    private static Clock at(long epochSecond) {
        return Clock.fixed(Instant.ofEpochSecond(epochSecond), ZoneOffset.UTC);
    }

    @Provide
    static Arbitrary<String> ids() {
        Arbitrary<String> real = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars('-', '_')
                .ofLength(15)
                .map(id -> id + "=");
        Arbitrary<String> strange = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('é', '世')
                .ofMinLength(1)
                .ofMaxLength(20)
                // The SDK normalises them away, as it does for any URL; no connection has such an id.
                .filter(id -> !id.equals(".") && !id.equals(".."));
        return Arbitraries.oneOf(real, strange);
    }

    @Provide
    static Arbitrary<String> urls() {
        return Arbitraries.of(
                "https://abc.execute-api.eu-central-1.amazonaws.com/dev",
                "https://push.example.org",
                "https://push.example.org/",
                "https://push.example.org/base_path-1/",
                "https://push.example.org/a/b",
                "https://push.example.org/with%20blank/%7Btilde~%7D/@x=y",
                "http://localhost:8080/local",
                "https://localhost:8443/local",
                "http://127.0.0.1:80/local");
    }

    @Provide
    static Arbitrary<AwsCredentials> credentials() {
        Arbitrary<String> key =
                Arbitraries.strings().alpha().numeric().ofMinLength(16).ofMaxLength(20);
        Arbitrary<String> secret =
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(80);
        Arbitrary<AwsCredentials> lasting =
                key.flatMap(id -> secret.map(value -> AwsBasicCredentials.create(id, value)));
        Arbitrary<AwsCredentials> session = key.flatMap(
                id -> secret.flatMap(value -> secret.map(token -> AwsSessionCredentials.create(id, value, token))));
        return Arbitraries.oneOf(lasting, session);
    }

    private record Head(String line, Map<String, String> headers) {

        static Head of(RequestBuffer buffer) {
            String text = new String(buffer.array(), 0, buffer.length(), StandardCharsets.ISO_8859_1);
            assertThat(text).endsWith("\r\n\r\n");
            String[] lines = text.strip().split("\r\n", -1);
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (int i = 1; i < lines.length; i++) {
                String[] parts = lines[i].split(": ", 2);
                assertThat(headers.put(parts[0], parts[1])).isNull();
            }
            return new Head(lines[0], headers);
        }
    }

    private static final class SteppingClock extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
