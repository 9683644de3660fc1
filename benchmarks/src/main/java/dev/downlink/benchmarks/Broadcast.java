package dev.downlink.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Publications to a channel that many sockets watch.
 *
 * @param framesPerSecond delivered to all sockets together
 * @param publicationsPerSecond the same, counting each publication in a frame
 */
record Broadcast(double framesPerSecond, double publicationsPerSecond, long missing) {

    static Broadcast to(int sockets, int publications) throws IOException, InterruptedException {
        LongAdder frames = new LongAdder();
        LongAdder received = new LongAdder();
        List<Subscriber> subscribers = new ArrayList<>();
        try {
            for (int i = 0; i < sockets; i++) {
                subscribers.add(Subscriber.open(Downlink.gateway("?StockSymbol=BENCH"), message -> {
                    long publicationsInFrame = message.lines()
                            .filter(line -> line.contains("stock:BENCH"))
                            .count();
                    if (publicationsInFrame > 0) {
                        frames.increment();
                        received.add(publicationsInFrame);
                    }
                }));
            }
            Downlink.publish("stock:BENCH", "{\"price\":0}");
            waitFor(received, sockets, 60);
            frames.reset();
            received.reset();
            long start = System.nanoTime();
            for (int i = 1; i <= publications; i++) {
                Downlink.publish("stock:BENCH", "{\"price\":" + i + "}");
            }
            long expected = (long) sockets * publications;
            double seconds = (waitFor(received, expected, 120) - start) / 1e9;
            return new Broadcast(frames.sum() / seconds, received.sum() / seconds, expected - received.sum());
        } finally {
            subscribers.forEach(Subscriber::close);
        }
    }

    /** Waits until all have come or nothing more comes for 5 s; the time of the last arrival, as {@link System#nanoTime}. */
    private static long waitFor(LongAdder received, long expected, int seconds) throws InterruptedException {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        long lastChange = System.nanoTime();
        long last = received.sum();
        while (received.sum() < expected
                && System.nanoTime() < deadline
                && System.nanoTime() - lastChange < 5_000_000_000L) {
            Thread.sleep(5);
            long now = received.sum();
            if (now != last) {
                last = now;
                lastChange = System.nanoTime();
            }
        }
        return last >= expected ? System.nanoTime() : lastChange;
    }
}
