package dev.downlink.local.gateway;

import dev.downlink.local.gateway.http.HttpRoute;
import dev.downlink.local.gateway.websocket.WebSocketRoute;
import java.util.List;
import java.util.Map;

/**
 * Which function serves what.
 *
 * @param webSocket by route key, among them {@code $connect}, {@code $disconnect} and {@code $default}
 * @param http paths below {@code /api/}; the others belong to the console
 */
public record Routes(Map<String, WebSocketRoute> webSocket, List<HttpRoute> http) {

    public Routes {
        webSocket = Map.copyOf(webSocket);
        http = List.copyOf(http);
    }
}
