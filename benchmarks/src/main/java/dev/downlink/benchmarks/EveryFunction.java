package dev.downlink.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes each function do its everyday work once, one after the other. */
final class EveryFunction {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private EveryFunction() {}

    /** @param pause between two functions, so that what one leaves to do is not in the way of the next one's start */
    static void use(Duration pause) throws IOException, InterruptedException {
        // A new one each time: who watches a channel without history is remembered for a while.
        String trip = "benchmark-" + System.nanoTime();
        var messages = new LinkedBlockingQueue<String>();
        try (var client = Subscriber.open(Downlink.gateway("?VehicleID=" + trip), messages::add)) {
            Thread.sleep(pause);
            client.send("{\"action\":\"subscribe\",\"channel\":\"fence:manhattan\",\"id\":1}");
            await(messages, "\"id\":1");
            Thread.sleep(pause);
            client.send("{\"action\":\"onMessage\",\"message\":\"said by " + trip + "\"}");
            await(messages, "said by " + trip);
            Thread.sleep(pause);
            Downlink.publish("chat:lobby", "\"published by " + trip + "\"");
            await(messages, "published by " + trip);
            Thread.sleep(pause);
            Downlink.aws("Kinesis_20131202.PutRecord", record(trip));
            await(messages, "vehicle:" + trip);
            Thread.sleep(pause);
            Downlink.invoke("downlink-local-scheduler-service-announce", announcement(trip));
            await(messages, "announced by " + trip);
            Thread.sleep(pause);
        }
    }

    private static void await(BlockingQueue<String> messages, String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            @Nullable String message = messages.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (message == null) {
                throw new IOException("no message with \"%s\" within %d s".formatted(text, PATIENCE.toSeconds()));
            }
            if (message.contains(text)) {
                return;
            }
        }
    }

    private static String announcement(String trip) {
        return "{\"channel\":\"announcements\",\"data\":{\"text\":\"announced by " + trip + "\"},\"scheduledTime\":\""
                + Instant.now() + "\",\"scheduleArn\":\"arn:aws:scheduler:us-east-1:000000000000:schedule/default/"
                + trip + "\"}";
    }

    private static String record(String trip) {
        String data = "{\"trip\":\"" + trip
                + "\",\"route\":\"X\",\"headsign\":\"\",\"direction\":0,\"latitude\":40.75,\"longitude\":-73.98,\"bearing\":0,\"time\":"
                + System.currentTimeMillis() + "}";
        return "{\"StreamName\":\"downlink-local-vehicles\",\"PartitionKey\":\"" + trip + "\",\"Data\":\""
                + Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }
}
