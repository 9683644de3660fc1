package dev.downlink.http;

import dev.downlink.time.Moment;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection and the request on it, if any. Used on the event loop's thread only. */
final class HttpConnection {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ConnectionPool pool;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Transport transport;
    private final ResponseReader reader;
    private final List<InetAddress> otherAddresses;

    private @Nullable PendingRequest request;
    /** What the transport has not taken of the request. */
    private ByteBuffer unsent = NOTHING;

    private boolean connected;
    private boolean established;
    private boolean reused;
    private boolean closed;
    private Moment idleSince;
    private long connectDeadlineNanos;

    HttpConnection(
            ConnectionPool pool,
            PendingRequest request,
            SelectionKey key,
            Transport transport,
            List<InetAddress> otherAddresses) {
        this.pool = pool;
        this.request = request;
        this.key = key;
        this.transport = transport;
        this.otherAddresses = otherAddresses;
        channel = (SocketChannel) key.channel();
        reader = new ResponseReader(pool.settings().maxBodyBytes());
        idleSince = pool.now();
        connectDeadlineNanos = connectDeadline();
    }

    /** Sends a request on a connection that has none. */
    void start(PendingRequest next) {
        request = next;
        try {
            send(next.exchange());
        } catch (IOException | RuntimeException e) {
            lost(String.valueOf(e));
        }
    }

    /** The channel is ready for what the key is interested in. */
    void ready() {
        try {
            if (!established) {
                establish();
            } else {
                if (key.isWritable()) {
                    goOnSending();
                }
                if (key.isReadable()) {
                    receive();
                }
            }
        } catch (IOException | RuntimeException e) {
            lost(String.valueOf(e));
        }
    }

    private void establish() throws IOException {
        if (!connected) {
            connected = channel.finishConnect();
        }
        if (connected) {
            established = transport.handshake();
            connectDeadlineNanos = connectDeadline();
            watch();
        }
        if (established && request != null) {
            pool.established(this);
            send(request.exchange());
        }
    }

    /** From now on: our own part of a handshake, which a cold process takes long for, does not count. */
    private long connectDeadline() {
        return System.nanoTime() + pool.settings().connectTimeout().toNanos();
    }

    private void send(HttpExchange exchange) throws IOException {
        reader.start(exchange.isHead());
        RequestBuffer out = pool.out().clear();
        exchange.writeHead(out);
        ByteBuffer written = out.put(exchange.body()).written();
        boolean done = transport.write(written);
        // The buffer is shared: what the channel does not take is copied.
        unsent = done
                ? NOTHING
                : ByteBuffer.allocate(written.remaining()).put(written).flip();
        watch();
    }

    private void goOnSending() throws IOException {
        if (transport.write(unsent)) {
            unsent = NOTHING;
        }
        watch();
    }

    private void watch() {
        boolean writes = unsent.hasRemaining() || transport.needsWrite();
        int wanted = writes ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    private void receive() throws IOException {
        do {
            int n = transport.read(reader.room(transport.minimumRoom()));
            PendingRequest asked = request;
            if (n == -1) {
                ended();
            } else if (n > 0 && asked == null) {
                lost("bytes without a request");
            } else if (n > 0 && asked != null && reader.advance()) {
                responded(asked, reader.keepsAlive() && !unsent.hasRemaining() && !transport.needsWrite());
            }
        } while (!closed && transport.hasBuffered());
    }

    private void ended() {
        if (request != null && reader.isCompleteAtClose()) {
            responded(request, false);
        } else {
            lost("connection closed by the server");
        }
    }

    private void responded(PendingRequest answered, boolean keepsAlive) {
        request = null;
        reused = true;
        idleSince = pool.now();
        if (!keepsAlive) {
            close();
        }
        answered.exchange().completed(reader.response());
        if (keepsAlive) {
            pool.released(this);
        }
    }

    /** Closes when a limit of time is over. */
    void expire(Moment now) {
        if (request != null && request.isOverdue(now.nanos())) {
            PendingRequest overdue = request;
            request = null;
            close();
            overdue.exchange()
                    .failed("no response within "
                            + pool.settings().requestTimeout().toMillis() + " ms");
        } else if (!established && now.nanos() - connectDeadlineNanos >= 0) {
            lost("no connection within " + pool.settings().connectTimeout().toMillis() + " ms");
        } else if (request == null && !isUsable(now)) {
            close();
        }
    }

    /** Whether an idle connection may still be open at the server's side. */
    boolean isUsable(Moment now) {
        return idleSince.isWithin(pool.settings().idleTimeout(), now);
    }

    /**
     * Closes and decides what becomes of the request. A server may close a kept-alive connection just when the next request
     * is sent: without a byte of response on a connection that worked before, the request is sent once more.
     */
    void lost(String reason) {
        PendingRequest unanswered = request;
        request = null;
        close();
        if (unanswered == null) {
            return;
        }
        if (!connected && !otherAddresses.isEmpty()) {
            pool.open(unanswered, otherAddresses);
        } else if (reused && reader.isEmpty() && !unanswered.isRetry()) {
            pool.submit(unanswered.retry());
        } else {
            unanswered.exchange().failed(reason);
        }
    }

    private void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (established) {
            transport.close();
        }
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing more can be done for it.
        }
        pool.closed(this);
    }
}
