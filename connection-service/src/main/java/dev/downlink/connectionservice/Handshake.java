package dev.downlink.connectionservice;

import dev.downlink.connection.ConnectionId;
import dev.downlink.protocol.Dialect;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request that opens a connection.
 *
 * @param origin of the page that connects; absent if it is no browser
 * @param query all values of all URL parameters
 * @param subprotocols those offered in {@code Sec-WebSocket-Protocol}
 */
record Handshake(
        ConnectionId connection,
        Instant connectedAt,
        @Nullable String origin,
        Map<String, List<String>> query,
        List<String> subprotocols) {

    /** The only WebSocket subprotocol; negotiated only with a client that offers it. */
    static final String CENTRIFUGE_JSON = "centrifuge-json";

    private static final String DIALECT = "dialect";
    private static final String ACTION = "action";

    Handshake {
        query = Map.copyOf(query);
        subprotocols = List.copyOf(subprotocols);
    }

    /** Not from a browser. */
    Handshake(
            ConnectionId connection, Instant connectedAt, Map<String, List<String>> query, List<String> subprotocols) {
        this(connection, connectedAt, null, query, subprotocols);
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

    /** @return null if the URL names an unknown dialect */
    @Nullable
    Dialect dialect() {
        @Nullable String asked = parameter(DIALECT);
        if (asked == null) {
            return offers(CENTRIFUGE_JSON) ? Dialect.CENTRIFUGE : Dialect.ACTION;
        }
        return switch (asked) {
            case ACTION -> Dialect.ACTION;
            case "centrifuge" -> Dialect.CENTRIFUGE;
            default -> null;
        };
    }

    /** Whether the URL says that no Centrifuge {@code connect} will come. */
    boolean asksForActions() {
        return ACTION.equals(parameter(DIALECT));
    }
}
