package dev.downlink.benchmarks;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Requests that handlers refuse before they ask any store: what is left is the way to the handler and back. */
final class RefusedRequests {

    private RefusedRequests() {}

    /** So many over a socket, then as many over HTTP, each after the answer to the one before. */
    static void send(int requests) throws IOException, InterruptedException {
        var answers = new Semaphore(0);
        try (var client = Subscriber.open(Downlink.gateway(""), message -> answers.release())) {
            for (int i = 0; i < requests; i++) {
                client.send("{\"action\":\"subscribe\"}");
                if (!answers.tryAcquire(30, TimeUnit.SECONDS)) {
                    throw new IOException("no answer within 30 s");
                }
            }
        }
        for (int i = 0; i < requests; i++) {
            Downlink.publishWithWrongKey();
        }
    }
}
