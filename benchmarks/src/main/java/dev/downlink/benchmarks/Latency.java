package dev.downlink.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Time from a Kinesis PutRecord to the publication on a client's socket, with one record at a time. */
final class Latency {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRIP = "benchmark-latency";

    private Latency() {}

    static Sample putToFrame(int records) throws IOException, InterruptedException {
        List<Double> millis = new CopyOnWriteArrayList<>();
        try (var subscriber = Subscriber.open(
                Downlink.gateway("?VehicleID=" + TRIP),
                message -> message.lines().forEach(line -> millis.add(System.currentTimeMillis() - sentAt(line))))) {
            put();
            Thread.sleep(10_000);
            millis.clear();
            for (int i = 0; i < records; i++) {
                put();
                Thread.sleep(137);
            }
            Thread.sleep(3_000);
        }
        return Sample.of(millis);
    }

    private static void put() throws IOException, InterruptedException {
        String record = "{\"trip\":\"" + TRIP
                + "\",\"route\":\"X\",\"headsign\":\"\",\"direction\":0,\"latitude\":40.7,\"longitude\":-73.9,\"bearing\":0,\"time\":"
                + System.currentTimeMillis() + "}";
        Downlink.aws(
                "Kinesis_20131202.PutRecord",
                "{\"StreamName\":\"downlink-local-vehicles\",\"PartitionKey\":\"" + TRIP + "\",\"Data\":\""
                        + Base64.getEncoder().encodeToString(record.getBytes(StandardCharsets.UTF_8)) + "\"}");
    }

    private static double sentAt(String line) {
        try {
            return JSON.readTree(line).path("data").path("time").asDouble();
        } catch (IOException e) {
            throw new IllegalStateException(line, e);
        }
    }
}
