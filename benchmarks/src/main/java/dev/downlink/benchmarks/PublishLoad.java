package dev.downlink.benchmarks;

import dev.downlink.benchmarks.PublishStep.Arrival;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A back end with a few kept-alive connections that publishes to the lobby through the server HTTP API at a given rate, and
 * subscribers of it. A publication's latency counts from when it was due: one that waits for its predecessors has waited.
 */
final class PublishLoad implements AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final long DRAIN_MILLIS = 10_000;
    private static final Pattern DATA = Pattern.compile("\"step\":(\\d+),\"due\":(\\d+)");

    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Collection<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger step = new AtomicInteger();
    private volatile long start;

    /** Opens sockets, all of which the server subscribes to the lobby, until there are so many. */
    void subscribers(int count) {
        while (subscribers.size() < count) {
            subscribers.add(Subscriber.open(Downlink.gateway(""), this::receive));
        }
    }

    private void receive(String message) {
        long now = System.nanoTime();
        // A frame may hold several publications.
        Matcher data = DATA.matcher(message);
        while (data.find()) {
            if (Integer.parseInt(data.group(1)) == step.get()) {
                arrivals.add(new Arrival(Long.parseLong(data.group(2)), now - start));
                received.incrementAndGet();
            }
        }
    }

    PublishStep publish(double rate, int seconds) throws InterruptedException {
        int publications = (int) (rate * seconds);
        received.set(0);
        arrivals.clear();
        start = System.nanoTime() + 50_000_000;
        step.incrementAndGet();
        AtomicInteger next = new AtomicInteger();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            senders.add(Thread.ofPlatform().start(() -> send(next, publications, rate)));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        drain(publications * subscribers.size());
        return PublishStep.of(rate, publications, subscribers.size(), List.copyOf(arrivals));
    }

    private void send(AtomicInteger next, int publications, double rate) {
        try {
            for (int n = next.getAndIncrement(); n < publications; n = next.getAndIncrement()) {
                long due = (long) (n / rate * 1e9);
                long wait = start + due - System.nanoTime();
                if (wait > 0) {
                    Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
                }
                Downlink.publish("chat:lobby", "{\"step\":%d,\"due\":%d}".formatted(step.get(), due));
            }
        } catch (IOException refused) {
            // What this connection would have published is missing.
            System.err.println(refused.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain(int expected) throws InterruptedException {
        long deadline = System.nanoTime() + DRAIN_MILLIS * 1_000_000;
        while (received.get() < expected && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        subscribers.forEach(Subscriber::close);
    }
}
