package dev.downlink.local.dynamodb;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The faults of DynamoDB at present: none, until some are set. Any thread may change them at any time. */
public final class DynamoDbFaults {

    /** DynamoDB's limits for one partition key. */
    public static final int WRITE_UNITS_PER_SECOND = 1_000;

    public static final int READ_UNITS_PER_SECOND = 3_000;

    private final Clock clock;
    private volatile @Nullable PartitionBudgets budgets;

    public DynamoDbFaults(Clock clock) {
        this.clock = clock;
    }

    /** Limits each partition key of each table to so many units a second; scans and indexes are not limited. */
    public void limitPartitions(int writeUnitsPerSecond, int readUnitsPerSecond) {
        budgets = new PartitionBudgets(writeUnitsPerSecond, readUnitsPerSecond, clock);
    }

    public void clear() {
        budgets = null;
    }

    Optional<PartitionBudgets> budgets() {
        return Optional.ofNullable(budgets);
    }
}
