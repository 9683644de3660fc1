package dev.downlink.connectionservice;

import dev.downlink.connection.ConnectionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request that opens a connection.
 *
 * @param query all values of all URL parameters
 * @param subprotocols those offered in {@code Sec-WebSocket-Protocol}
 */
record Handshake(
        ConnectionId connection, Instant connectedAt, Map<String, List<String>> query, List<String> subprotocols) {

    /** The only WebSocket subprotocol; negotiated only with a client that offers it. */
    static final String CENTRIFUGE_JSON = "centrifuge-json";

    Handshake {
        query = Map.copyOf(query);
        subprotocols = List.copyOf(subprotocols);
    }

    List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** The last value, as in the single-value parameters of API Gateway. */
    @Nullable
    String parameter(String name) {
        List<String> values = parameters(name);
        return values.isEmpty() ? null : values.getLast();
    }

    boolean offers(String subprotocol) {
        return subprotocols.contains(subprotocol);
    }
}
