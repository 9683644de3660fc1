package dev.downlink.http;

import dev.downlink.time.Moment;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The connections to one origin, and the requests that wait for one. Used on the event loop's thread only. */
final class ConnectionPool implements SelectorLoop.Service {

    /** More handshakes at once would only make each of them last longer: they are work for the one thread. */
    private static final int MAX_ESTABLISHING = 16;
    /** As long as no connection is established: the first handshakes of a process are slow, later ones resume them. */
    private static final int MIN_ESTABLISHING = 2;

    private final HttpSettings settings;
    private final Connector connector;
    private final AddressLookup addresses;
    private final SelectorLoop loop;

    private final RequestBuffer out = new RequestBuffer();
    private final Set<HttpConnection> open = new LinkedHashSet<>();
    private final Set<HttpConnection> establishing = new HashSet<>();
    /** The one used last is used next, so that those not needed become idle for long. */
    private final Deque<HttpConnection> idle = new ArrayDeque<>();

    private final Queue<PendingRequest> waiting = new ArrayDeque<>();
    private boolean closed;

    ConnectionPool(HttpSettings settings, Connector connector, AddressLookup addresses, SelectorLoop loop) {
        this.settings = settings;
        this.connector = connector;
        this.addresses = addresses;
        this.loop = loop;
    }

    HttpSettings settings() {
        return settings;
    }

    Moment now() {
        return loop.now();
    }

    /** Where requests are written; used by one connection at a time. */
    RequestBuffer out() {
        return out;
    }

    void submit(PendingRequest request) {
        if (closed) {
            request.exchange().failed("client closed");
            return;
        }
        HttpConnection connection = request.isRetry() ? null : usable(request.sentAt());
        if (connection != null) {
            connection.start(request);
        } else {
            waiting.add(request);
            openForWaiting();
        }
    }

    private @Nullable HttpConnection usable(Moment now) {
        HttpConnection last = idle.poll();
        while (last != null && !last.isUsable(now)) {
            last.lost("idle for too long");
            last = idle.poll();
        }
        return last;
    }

    /** The connection has no request any more. */
    void released(HttpConnection connection) {
        PendingRequest next = waiting.poll();
        if (next != null) {
            connection.start(next);
        } else {
            idle.push(connection);
        }
    }

    /** The connection can carry requests. */
    void established(HttpConnection connection) {
        establishing.remove(connection);
        openForWaiting();
    }

    void closed(HttpConnection connection) {
        open.remove(connection);
        establishing.remove(connection);
        idle.remove(connection);
        openForWaiting();
    }

    private void openForWaiting() {
        openForWaiting(addresses::next);
    }

    /**
     * Requests that wait for a lookup take what it found. When they were sent does not matter: were the time of day to jump
     * while they wait, no lookup would ever be recent by their own time.
     */
    private void openAfterLookup() {
        openForWaiting(sentAt -> addresses.next());
    }

    private void openForWaiting(Function<Moment, List<InetAddress>> known) {
        while (!waiting.isEmpty() && mayOpen()) {
            List<InetAddress> candidates = known.apply(waiting.element().sentAt());
            if (candidates.isEmpty()) {
                addresses.lookUp(this::openAfterLookup, this::failWaiting);
                return;
            }
            open(waiting.remove(), candidates);
        }
    }

    /** The more connections are established, the more may be opened at once. */
    private boolean mayOpen() {
        int established = open.size() - establishing.size();
        return open.size() < settings.maxConnections()
                && establishing.size() < Math.clamp(established, MIN_ESTABLISHING, MAX_ESTABLISHING);
    }

    /** Opens a connection for the request to the first address, or else to one of the others. */
    void open(PendingRequest request, List<InetAddress> candidates) {
        String reason = "no address";
        for (int i = 0; i < candidates.size(); i++) {
            try {
                List<InetAddress> others = candidates.subList(i + 1, candidates.size());
                HttpConnection connection = connector.connect(this, request, candidates.get(i), others);
                open.add(connection);
                establishing.add(connection);
                return;
            } catch (IOException | RuntimeException e) {
                reason = String.valueOf(e);
            }
        }
        request.exchange().failed(reason);
    }

    private void failWaiting(String reason) {
        List<PendingRequest> failed = List.copyOf(waiting);
        waiting.clear();
        failed.forEach(request -> request.exchange().failed(reason));
    }

    /** Ends what has lasted too long. */
    @Override
    public void tick() {
        Moment now = now();
        List.copyOf(open).forEach(connection -> connection.expire(now));
        // The oldest come first, except for the few retries, which are at most a tick late.
        while (!waiting.isEmpty() && waiting.element().isOverdue(now.nanos())) {
            waiting.remove()
                    .exchange()
                    .failed("no connection free within "
                            + settings.requestTimeout().toMillis() + " ms");
        }
    }

    @Override
    public boolean isIdle() {
        return open.isEmpty() && waiting.isEmpty();
    }

    /** Closes all connections and forgets the addresses: nothing of before is used after. */
    void reset() {
        addresses.forget();
        List.copyOf(open).forEach(connection -> connection.lost("connection dropped at a snapshot"));
    }

    @Override
    public void stopped() {
        closed = true;
        failWaiting("client closed");
        List.copyOf(open).forEach(connection -> connection.lost("client closed"));
    }
}
