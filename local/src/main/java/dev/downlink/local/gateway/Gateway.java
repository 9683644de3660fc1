package dev.downlink.local.gateway;

import dev.downlink.local.gateway.http.HttpApi;
import dev.downlink.local.gateway.integration.Throttle;
import dev.downlink.local.gateway.websocket.ManagementFaults;
import dev.downlink.local.gateway.websocket.WebSocketApi;
import dev.downlink.local.lambda.Lambda;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A running gateway on a loopback port. */
public final class Gateway implements AutoCloseable {

    /** 10 MB: the HTTP API's payload limit. */
    private static final int MAX_HTTP_BODY_BYTES = 10 * 1024 * 1024;

    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final WebSocketApi webSocketApi;

    private Gateway(ApplicationContext context, EmbeddedServer server, WebSocketApi webSocketApi) {
        this.context = context;
        this.server = server;
        this.webSocketApi = webSocketApi;
    }

    /**
     * Starts to listen.
     *
     * @param faults what goes wrong with {@code @connections}
     * @param console folder with the console's files, served at {@code /}
     * @throws IOException if the port cannot be had, most often because it is in use
     */
    public static Gateway start(
            GatewaySettings settings, Routes routes, Lambda lambda, ManagementFaults faults, Optional<Path> console)
            throws IOException {
        Clock clock = Clock.systemUTC();
        Throttle requests = new Throttle(settings.requests());
        WebSocketApi webSocketApi =
                new WebSocketApi(settings.webSocket(), routes.webSocket(), lambda, requests, faults, clock);
        HttpApi httpApi = new HttpApi(routes.http(), lambda, settings.httpTimeout(), requests, clock);
        ApplicationContext context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .properties(properties(settings, console))
                .singletons(webSocketApi, httpApi)
                .start();
        try {
            EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
            return new Gateway(context, server, webSocketApi);
        } catch (ServerStartupException e) {
            context.close();
            String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new IOException("cannot listen on port " + settings.port() + ": " + reason, e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** Ends the WebSockets with 1001, waits a few seconds for {@code $disconnect}, and stops listening. */
    @Override
    public void close() {
        webSocketApi.close();
        context.close();
    }

    private static Map<String, Object> properties(GatewaySettings settings, Optional<Path> console) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "micronaut.server.host",
                "127.0.0.1",
                "micronaut.server.port",
                settings.port() == 0 ? -1 : settings.port(),
                "micronaut.server.max-request-size",
                MAX_HTTP_BODY_BYTES,
                "micronaut.server.netty.max-header-size",
                16 * 1024));
        console.ifPresent(folder -> properties.putAll(Map.of(
                "micronaut.router.static-resources.console.mapping",
                "/**",
                "micronaut.router.static-resources.console.paths",
                "file:" + folder.toAbsolutePath())));
        return properties;
    }
}
