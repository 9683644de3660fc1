package dev.downlink.local.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.channel.InvalidConfigurationException;
import dev.downlink.local.aws.http.HttpResponse;
import dev.downlink.local.aws.http.HttpServer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StartCheckTest {

    @Test
    void acceptsWhatThereIsForDevelopment() {
        assertThatCode(() -> check(RuntimeSettings.secrets(), "token: {hmac_secret: 'env:DOWNLINK_TOKEN_SECRET'}"))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAShortTokenSecret() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> check(Map.of("SECRET", "short"), "token: {hmac_secret: 'env:SECRET'}"))
                .withMessage("token.hmac_secret (env:SECRET) has 5 bytes; expected at least 32");
    }

    @Test
    void acceptsAShortTokenSecretForDevelopment() {
        assertThatCode(() -> check(Map.of("SECRET", "short"), "token: {hmac_secret: 'env:SECRET', development: true}"))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAReferenceToNothing() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> check(Map.of(), "api: {key: 'env:NONE'}"))
                .withMessage("api.key (env:NONE) is missing; expected a value there");
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> check(Map.of(), "token: {rsa_public_key: 'file:/none.pem'}"))
                .withMessageContaining("token.rsa_public_key (file:/none.pem) is missing");
    }

    @Test
    void refusesAKeySetThatCannotBeRead() throws IOException {
        EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (HttpServer server = HttpServer.start(
                eventLoops,
                0,
                request -> CompletableFuture.completedFuture(
                        HttpResponse.json(200, request.path().equals("/jwks.json") ? "{\"keys\":[]}" : "{}")))) {
            String url = "http://localhost:" + server.port();

            assertThatCode(() -> check(Map.of(), keySet(url + "/jwks.json"))).doesNotThrowAnyException();
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> check(Map.of(), keySet(url + "/other.json")))
                    .withMessageContaining("token.jwks_url is \"" + url + "/other.json\", which cannot be read");
        } finally {
            eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> check(Map.of(), keySet("http://localhost:1/jwks.json")))
                .withMessageContaining("Connection refused");
    }

    private static String keySet(String url) {
        return "token: {development: true, jwks_url: '" + url + "'}";
    }

    private static void check(Map<String, String> variables, String more) {
        new StartCheck(variables).check(ChannelRulesLoader.load("namespaces: {chat: {}}\n" + more));
    }
}
