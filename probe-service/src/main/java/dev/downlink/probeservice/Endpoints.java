package dev.downlink.probeservice;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.net.URI;

/**
 * Where users reach the system.
 *
 * @param webSocket {@code WEBSOCKET_URL}, with a custom domain if there is one
 * @param http {@code HTTP_URL}, without a slash at the end
 */
@Singleton
record Endpoints(
        @Value("${websocket.url}") URI webSocket,
        @Value("${http.url}") URI http) {}
