package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;

/**
 * The form of frames to a client, in the items of connections and of subscriptions: {@code l} dialect, {@code m} 1 if an action
 * client requested several objects per frame. The dialect decides for Centrifuge clients.
 */
final class WireAttributes {

    static final String DIALECT = "l";
    private static final String LINES_REQUESTED = "m";

    private WireAttributes() {}

    static Item add(Item item, Dialect dialect, Framing framing) {
        Item withDialect = item.with(DIALECT, dialect.name());
        return framing == Framing.of(dialect, false) ? withDialect : withDialect.with(LINES_REQUESTED, 1);
    }

    static Dialect dialect(Item item) {
        return Dialect.valueOf(item.text(DIALECT));
    }

    static Framing framing(Item item) {
        return Framing.of(dialect(item), item.number(LINES_REQUESTED) == 1);
    }
}
