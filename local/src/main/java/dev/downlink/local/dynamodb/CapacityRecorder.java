package dev.downlink.local.dynamodb;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts the requests that come through the proxy and the capacity units that AWS would bill for them. What DynamoDB Local tells
 * its clients differs: it doubles updates and condition checks within transactions once too often, does not count missing items
 * of batches and empty queries, and says nothing of transactions that read.
 */
public final class CapacityRecorder {

    /** Requests for scans and indexes are counted with no units. */
    public record Total(int requests, double readUnits, double writeUnits) {

        private Total plus(Access access) {
            return access.partition().write()
                    ? new Total(requests, readUnits, writeUnits + access.units())
                    : new Total(requests, readUnits + access.units(), writeUnits);
        }
    }

    private static final Total NOTHING = new Total(0, 0, 0);

    private final Map<String, Total> totals = new TreeMap<>();
    private volatile boolean recording;

    /** Begins to count from zero. */
    public synchronized void start() {
        totals.clear();
        recording = true;
    }

    /**
     * Ends counting.
     *
     * @return by table and operation, such as {@code downlink-local-publications PutItem}
     */
    public synchronized Map<String, Total> stop() {
        recording = false;
        return Map.copyOf(totals);
    }

    boolean isRecording() {
        return recording;
    }

    synchronized void request(String operation, Set<String> tables) {
        tables.forEach(table -> totals.merge(
                table + " " + operation,
                new Total(1, 0, 0),
                (total, one) -> new Total(total.requests() + 1, total.readUnits(), total.writeUnits())));
    }

    synchronized void units(String operation, Access access) {
        totals.compute(
                access.partition().table() + " " + operation,
                (name, total) -> (total == null ? NOTHING : total).plus(access));
    }
}
