package dev.downlink.session;

import dev.downlink.connection.ConnectionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client says when it connects.
 *
 * @param query every value of every URL parameter
 * @param subprotocols what {@code Sec-WebSocket-Protocol} offers
 */
record Handshake(
        ConnectionId connection, Instant connectedAt, Map<String, List<String>> query, List<String> subprotocols) {

    /** The one WebSocket sub-protocol there is; a client that offers none gets none. */
    static final String CENTRIFUGE_JSON = "centrifuge-json";

    Handshake {
        query = Map.copyOf(query);
        subprotocols = List.copyOf(subprotocols);
    }

    List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** The last value, as API Gateway has it too. */
    @Nullable
    String parameter(String name) {
        List<String> values = parameters(name);
        return values.isEmpty() ? null : values.getLast();
    }

    boolean offers(String subprotocol) {
        return subprotocols.contains(subprotocol);
    }
}
