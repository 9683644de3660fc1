package dev.downlink.http;

import dev.downlink.time.Moment;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection and the request on it, if any. Used on the event loop's thread only. */
final class HttpConnection {

    private final ConnectionPool pool;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Transport transport;
    private final Establishment establishment;
    private final RequestSender sender;
    private final ResponseReader reader;
    private final List<InetAddress> otherAddresses;

    private @Nullable PendingRequest request;
    private boolean reused;
    private boolean closed;
    private Moment idleSince;

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
        establishment = new Establishment(channel, transport, pool.settings().connectTimeout());
        sender = new RequestSender(key, transport);
        idleSince = pool.now();
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
            if (!establishment.isDone()) {
                establish();
            } else {
                if (key.isWritable()) {
                    sender.goOn();
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
        establishment.advance();
        if (establishment.isConnected()) {
            sender.watch();
        }
        if (establishment.isDone() && request != null) {
            pool.established(this);
            send(request.exchange());
        }
    }

    private void send(HttpExchange exchange) throws IOException {
        reader.start(exchange.isHead());
        sender.send(exchange, pool.out());
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
                responded(asked, reader.keepsAlive() && sender.isDone());
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

    /** Closes the connection if a time limit has passed. */
    void expire(Moment now) {
        if (request != null && request.isOverdue(now.nanos())) {
            PendingRequest overdue = request;
            request = null;
            close();
            overdue.exchange()
                    .failed("no response within "
                            + pool.settings().requestTimeout().toMillis() + " ms");
        } else if (establishment.isOverdue(now)) {
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
     * Closes the connection and retries or fails its request. A server may close a kept-alive connection just when the next
     * request is sent: if the connection worked before and no byte of the response came, the request is sent once more.
     */
    void lost(String reason) {
        PendingRequest unanswered = request;
        request = null;
        close();
        if (unanswered == null) {
            return;
        }
        if (!establishment.isConnected() && !otherAddresses.isEmpty()) {
            pool.open(unanswered, otherAddresses);
        } else if (reused && reader.isEmpty() && unanswered.isRepeatable()) {
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
        if (establishment.isDone()) {
            transport.close();
        }
        try {
            channel.close();
        } catch (IOException e) {
            // The connection is lost in any case.
        }
        pool.closed(this);
    }
}
