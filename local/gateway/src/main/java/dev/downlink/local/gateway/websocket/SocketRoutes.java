package dev.downlink.local.gateway.websocket;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The routes of the API. */
final class SocketRoutes {

    private static final String CONNECT = "$connect";
    private static final String DISCONNECT = "$disconnect";
    private static final String DEFAULT = "$default";

    /** The route a message goes to. */
    record Selected(String routeKey, WebSocketRoute route) {}

    private final Optional<WebSocketRoute> connect;
    private final Optional<WebSocketRoute> disconnect;
    private final Map<String, WebSocketRoute> messages;

    SocketRoutes(Map<String, WebSocketRoute> routes) {
        // Not in the same map, so that no message can pretend to be a connect or a disconnect.
        Map<String, WebSocketRoute> byKey = new HashMap<>(routes);
        this.connect = Optional.ofNullable(byKey.remove(CONNECT));
        this.disconnect = Optional.ofNullable(byKey.remove(DISCONNECT));
        this.messages = Map.copyOf(byKey);
    }

    Optional<WebSocketRoute> connect() {
        return connect;
    }

    Optional<WebSocketRoute> disconnect() {
        return disconnect;
    }

    /** The route of exactly the selected key, else {@code $default}, else nothing. */
    Optional<Selected> forMessage(String body) {
        return RouteSelection.evaluate(body).flatMap(this::route).or(() -> route(DEFAULT));
    }

    private Optional<Selected> route(String key) {
        return Optional.ofNullable(messages.get(key)).map(route -> new Selected(key, route));
    }
}
