package dev.downlink.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes each function do its everyday work once. */
final class EveryFunction {

    private EveryFunction() {}

    static void use() throws IOException, InterruptedException {
        String trip = "benchmark-function";
        var moved = new CountDownLatch(1);
        var said = new CountDownLatch(1);
        try (var client = Subscriber.open(Downlink.gateway("?VehicleID=" + trip), message -> {
            if (message.contains("vehicle:" + trip)) {
                moved.countDown();
            }
            if (message.contains("chat:lobby")) {
                said.countDown();
            }
        })) {
            client.send("{\"action\":\"subscribe\",\"channel\":\"fence:manhattan\"}");
            client.send("{\"action\":\"onMessage\",\"message\":\"Hello\"}");
            Downlink.publish("chat:lobby", "{\"text\":\"Hello\"}");
            Downlink.aws("Kinesis_20131202.PutRecord", record(trip));
            Downlink.invoke("downlink-local-scheduler-service-announce", announcement());
            if (!moved.await(30, TimeUnit.SECONDS) || !said.await(30, TimeUnit.SECONDS)) {
                throw new IOException("a publication did not arrive within 30 s");
            }
        }
    }

    private static String announcement() {
        return "{\"channel\":\"announcements\",\"data\":{\"text\":\"Hello\"},\"executionId\":\"benchmark-"
                + System.nanoTime() + "\"}";
    }

    private static String record(String trip) {
        String data = "{\"trip\":\"" + trip
                + "\",\"route\":\"X\",\"headsign\":\"\",\"direction\":0,\"latitude\":40.75,\"longitude\":-73.98,\"bearing\":0,\"time\":"
                + System.currentTimeMillis() + "}";
        return "{\"StreamName\":\"downlink-local-vehicles\",\"PartitionKey\":\"" + trip + "\",\"Data\":\""
                + Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }
}
