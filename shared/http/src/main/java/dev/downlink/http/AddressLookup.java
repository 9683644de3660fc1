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

    /** The addresses in the order to try them; empty if unknown or older than {@link #LIFETIME} at that time. */
    List<InetAddress> next(Moment now) {
        return learnt.isWithin(LIFETIME, now) ? next() : List.of();
    }

    /** The result of the last lookup, of any age. Each call starts with the next address of the first one's family. */
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

    /** Starts a lookup that calls one of both on the event loop. Does nothing while another one is running. */
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

    /** Discards the addresses, and the result of a running lookup. */
    void forget() {
        known = List.of();
        outdated = running;
    }
}
