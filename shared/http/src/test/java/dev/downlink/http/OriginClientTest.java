package dev.downlink.http;

import static dev.downlink.http.ScriptedServer.answer;
import static dev.downlink.http.ScriptedServer.answerAndClose;
import static dev.downlink.http.ScriptedServer.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "TLS {0}")
@ValueSource(booleans = {false, true})
class OriginClientTest {

    private static final HttpSettings SETTINGS =
            new HttpSettings(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20), 256, 1 << 20);

    private static TestCertificate certificate;

    @Parameter
    boolean tls;

    private ScriptedServer server;
    private OriginClient client;

    @BeforeAll
    static void createCertificate() {
        certificate = TestCertificate.of("dns:localhost");
    }

    @BeforeEach
    void start() {
        server = ScriptedServer.start(tls ? certificate.server() : null);
        client = client(SETTINGS);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private OriginClient client(HttpSettings settings) {
        return TestClients.of(Origin.of(URI.create(server.url())), settings, Clock.systemUTC(), certificate.client());
    }

    @Test
    void usesAConnectionAgain() {
        for (int i = 0; i < 10; i++) {
            assertThat(get()).isEqualTo(new TestExchange.Outcome(200, "", ""));
        }

        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests()).hasSize(10);
    }

    @Test
    void opensAConnectionForEachRequestUnderWay() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(50);
        server.script((request, out) -> {
            all.countDown();
            awaitZero(all);
            return ok(out, "done");
        });

        assertThat(outcomes(sendMany(client, 50))).hasSize(50).allMatch(outcome -> outcome.status() == 200);
        assertThat(server.connections()).isEqualTo(50);
    }

    @Test
    void queuesWhatExceedsTheMaximumOfConnections() {
        try (OriginClient two = client(new HttpSettings(
                SETTINGS.connectTimeout(), SETTINGS.requestTimeout(), SETTINGS.idleTimeout(), 2, 1_000))) {
            assertThat(outcomes(sendMany(two, 200))).hasSize(200).allMatch(outcome -> outcome.status() == 200);
        }

        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void sendsAgainOnceWhenTheServerHadClosedAKeptAliveConnection() {
        server.script((request, out) -> (request.connection() != 1 || request.number() != 2) && ok(out, "x"));

        assertThat(get().body()).isEqualTo("x");
        assertThat(get()).isEqualTo(new TestExchange.Outcome(200, "x", ""));
        assertThat(server.requests()).hasSize(3);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void sendsAgainOnlyOnce() {
        server.script((request, out) -> request.connection() == 1 && request.number() == 1 && ok(out, "x"));

        get();

        assertThat(get().failure()).isNotEmpty();
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void doesNotSendAgainWhatIsNotRepeatable() {
        server.script((request, out) -> (request.connection() != 1 || request.number() != 2) && ok(out, "x"));
        get();
        TestExchange patch = TestExchange.of("PATCH", new byte[0]);

        client.send(patch);

        assertThat(patch.outcome().join().failure()).isNotEmpty();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void sendsAgainOnAFreshConnectionWhenAllKeptAliveOnesAreClosed() throws InterruptedException {
        CountDownLatch three = new CountDownLatch(3);
        server.script((request, out) -> {
            three.countDown();
            awaitZero(three);
            return (request.connection() > 3 || request.number() == 1) && ok(out, "");
        });
        outcomes(sendMany(client, 3));

        assertThat(get().status()).isEqualTo(200);
        assertThat(server.requests()).hasSize(5);
        assertThat(server.connections()).isEqualTo(4);
    }

    @Test
    void closesAConnectionThatTheServerWillNotUseAgain() {
        server.script(
                (request, out) -> answer(out, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));

        get();
        get();

        assertThat(server.connections()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(server.closedByClient()).isEqualTo(2));
    }

    @Test
    void doesNotSendAgainWhatAFreshConnectionLost() {
        server.script((request, out) -> false);

        assertThat(get().failure()).isNotEmpty();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void doesNotSendAgainWhatWasPartlyAnswered() {
        server.script((request, out) -> request.number() == 1 ? ok(out, "") : answerAndClose(out, "HTTP/1.1 200"));

        get();

        assertThat(get().failure()).isNotEmpty();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void failsOnAMalformedResponseAndClosesTheConnection() {
        server.script((request, out) -> answer(out, "SMTP ready\r\n\r\n"));

        assertThat(get().failure()).contains("unexpected status line: SMTP ready");
        await().untilAsserted(() -> assertThat(server.closedByClient()).isEqualTo(1));
    }

    @Test
    void failsWhenNoResponseComes() {
        CountDownLatch never = new CountDownLatch(1);
        server.script((request, out) -> awaitZero(never));
        try (OriginClient impatient = client(new HttpSettings(
                SETTINGS.connectTimeout(), Duration.ofMillis(300), SETTINGS.idleTimeout(), 10, 1_000))) {
            assertThat(outcomes(sendMany(impatient, 1)))
                    .containsExactly(new TestExchange.Outcome(0, "", "no response within 300 ms"));
        } finally {
            never.countDown();
        }
    }

    @Test
    void failsWhenNoConnectionBecomesFree() {
        CountDownLatch never = new CountDownLatch(1);
        server.script((request, out) -> awaitZero(never));
        try (OriginClient one = client(new HttpSettings(
                SETTINGS.connectTimeout(), Duration.ofMillis(300), SETTINGS.idleTimeout(), 1, 1_000))) {
            assertThat(outcomes(sendMany(one, 2)))
                    .allMatch(outcome -> outcome.failure().contains("300 ms"));
        } finally {
            never.countDown();
        }
    }

    @Test
    void closesConnectionsThatAreIdleForLong() {
        try (OriginClient tidy = client(new HttpSettings(
                SETTINGS.connectTimeout(), SETTINGS.requestTimeout(), Duration.ofMillis(200), 10, 1_000))) {
            outcomes(sendMany(tidy, 3));

            await().untilAsserted(() -> assertThat(server.closedByClient()).isEqualTo(server.connections()));
        }
    }

    @Test
    void readsWhatIsSentByteByByte() {
        server.script((request, out) -> {
            for (char each :
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n".toCharArray()) {
                answer(out, String.valueOf(each));
            }
            return true;
        });

        assertThat(get().body()).isEqualTo("abc");
        assertThat(get().body()).isEqualTo("abc");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void carriesBodiesLargerThanAChannelTakesAtOnce() {
        server.script((request, out) -> ok(
                out,
                request.body().length + " "
                        + new String(request.body(), StandardCharsets.UTF_8).replaceAll("(.)\\1*+", "$1")));

        for (int round = 0; round < 3; round++) {
            // At once: what a channel does not take of one must survive the writing of the next.
            List<TestExchange> sent = Stream.of("a", "b", "c", "d")
                    .map(letter ->
                            TestExchange.of("POST", letter.repeat(8_000_000).getBytes(StandardCharsets.UTF_8)))
                    .toList();
            sent.forEach(client::send);

            assertThat(outcomes(sent))
                    .extracting(TestExchange.Outcome::body)
                    .containsExactly("8000000 a", "8000000 b", "8000000 c", "8000000 d");
        }
    }

    @Test
    void readsLargeBodies() {
        String large = "0123456789abcdef".repeat(60_000);
        server.script((request, out) -> ok(out, large));

        assertThat(get().body()).isEqualTo(large);
        assertThat(get().body()).isEqualTo(large);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void readsTheBodyThatTheEndOfTheConnectionEnds() {
        server.script((request, out) -> answerAndClose(out, "HTTP/1.1 200 OK\r\n\r\nto the end"));

        assertThat(get().body()).isEqualTo("to the end");
    }

    @Test
    void tellsTheOutcomeOfWhatIsUnderWayWhenClosedAndLeavesNoThread() {
        CountDownLatch never = new CountDownLatch(1);
        server.script((request, out) -> awaitZero(never));
        List<TestExchange> sent = sendMany(client, 5);
        await().until(() -> server.requests().size() == 5);

        client.close();
        never.countDown();

        assertThat(outcomes(sent)).allMatch(outcome -> outcome.failure().equals("client closed"));
        assertThat(get().failure()).isEqualTo("client closed");
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(Thread::isAlive)
                .extracting(Thread::getName)
                .doesNotContain("http-client", "dns-lookup");
    }

    @Test
    void failsWhenNobodyListens() {
        server.close();

        assertThat(get().failure()).contains("ConnectException");
    }

    @Test
    void triesTheNextAddressOfTheHost() {
        try (OriginClient chooser = new OriginClient(
                Origin.of(URI.create(server.url())),
                SETTINGS,
                Clock.systemUTC(),
                certificate::client,
                host -> new InetAddress[] {
                    InetAddress.getByAddress(new byte[] {127, 0, 0, 99}), InetAddress.getLoopbackAddress()
                })) {
            assertThat(outcomes(sendMany(chooser, 1))).containsExactly(new TestExchange.Outcome(200, "", ""));
        }
    }

    private TestExchange.Outcome get() {
        return send(TestExchange.get());
    }

    private TestExchange.Outcome send(TestExchange exchange) {
        client.send(exchange);
        return exchange.outcome().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static List<TestExchange> sendMany(OriginClient client, int n) {
        List<TestExchange> sent = Stream.generate(TestExchange::get).limit(n).toList();
        sent.forEach(client::send);
        return sent;
    }

    private static List<TestExchange.Outcome> outcomes(List<TestExchange> sent) {
        return sent.stream()
                .map(exchange ->
                        exchange.outcome().orTimeout(30, TimeUnit.SECONDS).join())
                .toList();
    }

    private static boolean awaitZero(CountDownLatch latch) throws IOException {
        try {
            latch.await();
            return false;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
