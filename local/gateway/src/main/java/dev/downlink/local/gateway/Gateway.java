package dev.downlink.local.gateway;

import dev.downlink.local.aws.http.HttpExchangeHandler;
import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import dev.downlink.local.aws.http.HttpServer;
import dev.downlink.local.gateway.http.HttpApi;
import dev.downlink.local.gateway.integration.Throttle;
import dev.downlink.local.gateway.websocket.ManagementFaults;
import dev.downlink.local.gateway.websocket.WebSocketApi;
import dev.downlink.local.lambda.Lambda;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A running gateway on a loopback port. */
public final class Gateway implements AutoCloseable {

    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private final WebSocketApi webSocketApi;
    private final HttpApi httpApi;
    private final Optional<StaticFiles> console;
    private final HttpServer server;

    private Gateway(
            EventLoopGroup eventLoops, int port, WebSocketApi webSocketApi, HttpApi httpApi, Optional<Path> console)
            throws IOException {
        this.webSocketApi = webSocketApi;
        this.httpApi = httpApi;
        this.console = console.map(StaticFiles::new);
        this.server = HttpServer.listen(eventLoops, port, this::install);
    }

    /**
     * Starts to listen.
     *
     * @param eventLoops stay the caller's
     * @param faults what goes wrong with {@code @connections}
     * @param console folder with the console's files, served at {@code /}
     * @throws IOException if the port cannot be had, most often because it is in use
     */
    public static Gateway start(
            EventLoopGroup eventLoops,
            GatewaySettings settings,
            Routes routes,
            Lambda lambda,
            ManagementFaults faults,
            Optional<Path> console)
            throws IOException {
        Clock clock = Clock.systemUTC();
        Throttle requests = new Throttle(settings.requests());
        return new Gateway(
                eventLoops,
                settings.port(),
                new WebSocketApi(settings.webSocket(), routes.webSocket(), lambda, requests, faults, clock),
                new HttpApi(routes.http(), lambda, settings.httpTimeout(), requests, clock),
                console);
    }

    public int port() {
        return server.port();
    }

    /** Ends the WebSockets with 1001, waits a few seconds for {@code $disconnect}, and stops listening. */
    @Override
    public void close() {
        webSocketApi.close();
        server.close();
    }

    private void install(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpServerCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_LINE_BYTES))
                .addLast(new HttpServerKeepAliveHandler());
        webSocketApi.install(pipeline);
        pipeline.addLast(new HttpExchangeHandler(this::answer));
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request) {
        return webSocketApi.handle(request).orElseGet(() -> {
            Optional<HttpResponse> docs = ApiDocs.get(request);
            if (docs.isPresent()) {
                return CompletableFuture.completedFuture(docs.get());
            }
            if (request.path().startsWith("/api/")) {
                return httpApi.handle(request);
            }
            return CompletableFuture.completedFuture(
                    request.path().equals("/health")
                            ? HttpResponse.json(200, "{\"status\":\"UP\"}")
                            : console.map(files -> files.get(request))
                                    .orElseGet(() -> HttpResponse.message(404, "Not Found")));
        });
    }
}
