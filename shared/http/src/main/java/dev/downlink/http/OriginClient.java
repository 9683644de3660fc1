package dev.downlink.http;

import dev.downlink.time.Moment;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 client of one origin. It opens as many connections as requests are under way at once, up to a limit. A request is sent once, or twice if the kept-alive connection it was sent on
 * turns out to be closed; there are no other retries. Connections and addresses from before a snapshot of the process are
 * not used after it. Before a snapshot it makes one request, so that no restored process has to load and initialize what a
 * first connection needs; otherwise it opens nothing before the first request.
 */
public final class OriginClient implements AutoCloseable {

    private static final Duration LONGEST_RESET = Duration.ofSeconds(1);
    private static final Duration LONGEST_PRIMING = Duration.ofSeconds(3);

    private final HttpSettings settings;
    private final Clock clock;
    private final Origin origin;
    private final Supplier<SSLContext> tls;
    private final AddressLookup.NameService names;

    private record Started(SelectorLoop loop, ConnectionPool pool) {}

    /** Referred to as long as the client is. */
    @SuppressWarnings("unused")
    private final SnapshotHook hook;

    private volatile @Nullable Started started;
    private boolean closed;

    /** With the trust store of the JVM. */
    public OriginClient(Origin origin, HttpSettings settings, Clock clock) {
        this(origin, settings, clock, OriginClient::defaultTls, InetAddress::getAllByName);
    }

    OriginClient(
            Origin origin,
            HttpSettings settings,
            Clock clock,
            Supplier<SSLContext> tls,
            AddressLookup.NameService names) {
        this.origin = origin;
        this.settings = settings;
        this.clock = clock;
        this.tls = tls;
        this.names = names;
        this.hook = SnapshotHook.register(this::beforeSnapshot, this::reset);
    }

    /** From any thread; returns at once. */
    public void send(HttpExchange exchange) {
        submit(exchange);
    }

    private void submit(HttpExchange exchange) {
        Started running;
        try {
            running = started();
        } catch (UncheckedIOException e) {
            exchange.failed(String.valueOf(e));
            return;
        }
        if (running == null) {
            exchange.failed("client closed");
            return;
        }
        // The loop's own reading of the time may be from before a snapshot that this request comes after.
        Moment now = Moment.of(clock);
        var request = new PendingRequest(
                exchange, now, now.nanos() + settings.requestTimeout().toNanos(), false);
        running.loop.execute(() -> running.pool.submit(request));
    }

    /** Closes all connections and forgets the addresses of the origin. Returns when that is done, after 1 s at most. */
    public void reset() {
        Started running = started;
        if (running == null) {
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        running.loop.execute(() -> {
            running.pool.reset();
            done.countDown();
        });
        await(done, LONGEST_RESET);
    }

    private void beforeSnapshot() {
        PrimingExchange exchange = new PrimingExchange(origin);
        submit(exchange);
        await(exchange.ended(), LONGEST_PRIMING);
        reset();
    }

    private static void await(CountDownLatch end, Duration longest) {
        try {
            var ignored = end.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Requests that have not ended fail. */
    @Override
    public void close() {
        Started running;
        synchronized (this) {
            closed = true;
            running = started;
            started = null;
        }
        if (running != null) {
            running.loop.stop();
        }
    }

    private @Nullable Started started() {
        Started running = started;
        return running != null ? running : start();
    }

    private synchronized @Nullable Started start() {
        if (started == null && !closed) {
            SelectorLoop loop = new SelectorLoop(clock);
            var addresses = new AddressLookup(origin.host(), names, loop);
            var pool = new ConnectionPool(settings, new Connector(origin, tls, loop), addresses, loop);
            loop.start(pool);
            started = new Started(loop, pool);
        }
        return started;
    }

    /** What the JDK's own client uses: the trust store is read once. */
    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
