package dev.downlink.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

class TlsTest {

    private static final HttpSettings SETTINGS =
            new HttpSettings(Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofSeconds(20), 10, 1_000);
    private static final TestCertificate LOCALHOST = TestCertificate.of("dns:localhost");

    @Test
    void refusesACertificateForAnotherHost() {
        TestCertificate other = TestCertificate.of("dns:example.org");
        try (ScriptedServer server = ScriptedServer.start(other.server());
                OriginClient client = client(server.url(), other.client())) {
            assertThat(get(client).failure()).contains("SSLHandshakeException").contains("localhost");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void refusesACertificateThatIsNotTrusted() {
        TestCertificate other = TestCertificate.of("dns:localhost");
        try (ScriptedServer server = ScriptedServer.start(LOCALHOST.server());
                OriginClient client = client(server.url(), other.client())) {
            assertThat(get(client).failure()).contains("SSLHandshakeException");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void resumesTheSessionOnTheNextConnection() {
        AtomicInteger verifications = new AtomicInteger();
        SSLContext counting = TestCertificate.client(new CountingTrust(verifications));
        try (ScriptedServer server = ScriptedServer.start(LOCALHOST.server());
                OriginClient client = client(server.url(), counting)) {
            server.script((request, out) -> ScriptedServer.answerAndClose(
                    out, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
            for (int i = 0; i < 3; i++) {
                assertThat(get(client).status()).isEqualTo(200);
            }

            assertThat(server.connections()).isEqualTo(3);
            assertThat(verifications).hasValue(1);
        }
    }

    @Test
    void failsWhenTheHandshakeHangs() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                OriginClient client = client("https://localhost:" + silent.getLocalPort(), LOCALHOST.client())) {
            assertThat(get(client).failure()).isEqualTo("no connection within 500 ms");
        }
    }

    private static OriginClient client(String url, SSLContext trust) {
        return new OriginClient(
                Origin.of(URI.create(url)), SETTINGS, Clock.systemUTC(), () -> trust, InetAddress::getAllByName);
    }

    private static TestExchange.Outcome get(OriginClient client) {
        TestExchange exchange = TestExchange.get();
        client.send(exchange);
        return exchange.outcome().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private record CountingTrust(AtomicInteger verifications) implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            verifications.incrementAndGet();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
