package dev.downlink.local.dynamodb;

import dev.downlink.local.dynamodb.Access.Partition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each partition key may still take: a token bucket one second deep. A request is admitted while the bucket is not empty,
 * and may overdraw it: what it takes is known only when it is done.
 */
final class PartitionBudgets {

    private record Budget(double units, Instant at) {}

    private final double writeUnitsPerSecond;
    private final double readUnitsPerSecond;
    private final Clock clock;
    private final Map<Partition, Budget> budgets = new ConcurrentHashMap<>();

    PartitionBudgets(int writeUnitsPerSecond, int readUnitsPerSecond, Clock clock) {
        this.writeUnitsPerSecond = writeUnitsPerSecond;
        this.readUnitsPerSecond = readUnitsPerSecond;
        this.clock = clock;
    }

    boolean admits(Access access) {
        Budget budget = budgets.get(access.partition());
        return budget == null || refilled(access.partition(), budget).units() > 0;
    }

    void take(Access access) {
        budgets.compute(access.partition(), (partition, budget) -> {
            Budget now = refilled(partition, budget == null ? full(partition) : budget);
            return new Budget(now.units() - access.units(), now.at());
        });
    }

    private Budget refilled(Partition partition, Budget budget) {
        Instant now = clock.instant();
        double rate = rate(partition);
        double seconds = Math.max(0, Duration.between(budget.at(), now).toNanos() / 1e9);
        return new Budget(Math.min(rate, budget.units() + seconds * rate), now);
    }

    private Budget full(Partition partition) {
        return new Budget(rate(partition), clock.instant());
    }

    private double rate(Partition partition) {
        return partition.write() ? writeUnitsPerSecond : readUnitsPerSecond;
    }
}
