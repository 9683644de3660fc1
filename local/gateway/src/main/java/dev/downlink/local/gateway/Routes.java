package dev.downlink.local.gateway;

import dev.downlink.local.gateway.websocket.WebSocketRoute;
import java.util.Map;

/**
 * The functions that serve the routes.
 *
 * @param webSocket by route key, among them {@code $connect}, {@code $disconnect} and {@code $default}
 * @param http by route key, such as {@code POST /api/publish}; paths outside {@code /api/} belong to the console
 */
public record Routes(Map<String, WebSocketRoute> webSocket, Map<String, String> http) {

    public Routes {
        webSocket = Map.copyOf(webSocket);
        http = Map.copyOf(http);
    }
}
