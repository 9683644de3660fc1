package dev.downlink.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/** Writes the requests of one connection, as fast as its channel accepts them. */
final class RequestSender {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SelectionKey key;
    private final Transport transport;
    /** The part of the request that the transport has not accepted. */
    private ByteBuffer unsent = NOTHING;

    RequestSender(SelectionKey key, Transport transport) {
        this.key = key;
        this.transport = transport;
    }

    /** @param out where to write the request; shared with other connections */
    void send(HttpExchange exchange, RequestBuffer out) throws IOException {
        out.clear();
        exchange.writeHead(out);
        ByteBuffer written = out.put(exchange.body()).written();
        boolean done = transport.write(written);
        // The buffer is shared: copy what the channel does not accept.
        unsent = done
                ? NOTHING
                : ByteBuffer.allocate(written.remaining()).put(written).flip();
        watch();
    }

    /** The channel is writable. */
    void goOn() throws IOException {
        if (transport.write(unsent)) {
            unsent = NOTHING;
        }
        watch();
    }

    /** Whether the channel has accepted everything. */
    boolean isDone() {
        return !unsent.hasRemaining() && !transport.needsWrite();
    }

    /** Sets the operations that the event loop waits for. */
    void watch() {
        int wanted = isDone() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }
}
