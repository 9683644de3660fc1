package dev.downlink.http;

import dev.downlink.time.Moment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** The addresses of a host, looked up on a thread of its own because that blocks. Used on the event loop's thread only. */
final class AddressLookup {

    /** As {@link InetAddress#getAllByName}. */
    interface NameService {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** Connections that are opened within this time share one lookup. */
    private static final Duration LIFETIME = Duration.ofSeconds(5);

    private final String host;
    private final NameService names;
    private final SelectorLoop loop;

    private List<InetAddress> known = List.of();
    private Moment learnt;
    private int next;
    private boolean running;
    private boolean outdated;

    AddressLookup(String host, NameService names, SelectorLoop loop) {
        this.host = host;
        this.names = names;
        this.loop = loop;
        learnt = loop.now();
    }

    /** In the order to try them, if they are known and recent at that time; or else empty. */
    List<InetAddress> next(Moment now) {
        return learnt.isWithin(LIFETIME, now) ? next() : List.of();
    }

    /** What the last lookup found, however long ago: each call begins with another one of the first's kind (IPv4 or IPv6). */
    List<InetAddress> next() {
        if (known.isEmpty()) {
            return List.of();
        }
        List<InetAddress> order = new ArrayList<>(known);
        int alike = 1;
        while (alike < order.size()
                && order.get(alike).getClass() == order.get(0).getClass()) {
            alike++;
        }
        Collections.rotate(order.subList(0, alike), -next);
        next = (next + 1) % alike;
        return order;
    }

    /** Calls one of both on the event loop. A lookup that is already running answers for all. */
    void lookUp(Runnable found, Consumer<String> failed) {
        if (running) {
            return;
        }
        running = true;
        Thread.ofPlatform().daemon().name("dns-lookup").start(() -> {
            try {
                List<InetAddress> addresses = List.of(names.addresses(host));
                loop.execute(() -> {
                    end(addresses);
                    found.run();
                });
            } catch (UnknownHostException | RuntimeException e) {
                loop.execute(() -> {
                    end(List.of());
                    failed.accept(String.valueOf(e));
                });
            }
        });
    }

    private void end(List<InetAddress> addresses) {
        running = false;
        known = outdated ? List.of() : addresses;
        outdated = false;
        learnt = loop.now();
    }

    /** Also what a lookup now running is going to answer. */
    void forget() {
        known = List.of();
        outdated = running;
    }
}
