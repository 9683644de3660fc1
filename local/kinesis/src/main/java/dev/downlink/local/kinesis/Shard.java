package dev.downlink.local.kinesis;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ordered log of records. A position is the counter of the next record to read, so it stays valid whatever is trimmed:
 * reading from before the oldest record starts at the oldest. Safe for many threads; a record is readable once
 * {@link #append} has returned.
 */
public final class Shard {

    private final int index;
    private final Instant created;
    private final HashKeyRange range;
    private final KinesisSettings settings;
    private final RecordMemory memory;
    private final Clock clock;
    private final @Nullable ShardFiles files;
    private final @Nullable WriteBudget budget;

    /** Records in order; those before {@code first} are trimmed and wait for the list to be cut. Counters have no gaps. */
    private final List<@Nullable StreamRecord> records = new ArrayList<>();

    private int first;
    private long nextCounter = 1;
    private long heapBytes;

    Shard(
            int index,
            Instant created,
            HashKeyRange range,
            KinesisSettings settings,
            RecordMemory memory,
            Clock clock,
            @Nullable ShardFiles files) {
        this.index = index;
        this.created = created;
        this.range = range;
        this.settings = settings;
        this.memory = memory;
        memory.join();
        this.clock = clock;
        this.files = files;
        this.budget = settings.writeLimit()
                .map(limit -> new WriteBudget(limit, clock.instant()))
                .orElse(null);
        if (files != null) {
            nextCounter = files.firstCounter();
            files.replay((counter, arrival, key, data) -> {
                nextCounter = counter;
                add(key, data, arrival);
            });
        }
    }

    public String id() {
        return "shardId-%012d".formatted(index);
    }

    HashKeyRange range() {
        return range;
    }

    SequenceNumber startingSequenceNumber() {
        return SequenceNumber.of(created, index, 0, created);
    }

    boolean owns(BigInteger hashKey) {
        return range.contains(hashKey);
    }

    boolean owns(SequenceNumber number) {
        return number.belongsTo(created, index);
    }

    /** Empty if the shard's write limit is used up. */
    synchronized Optional<SequenceNumber> append(String partitionKey, byte[] data) {
        Instant now = clock.instant();
        if (budget != null && !budget.take(data.length + partitionKey.length(), now)) {
            return Optional.empty();
        }
        if (files != null) {
            files.append(nextCounter, now, partitionKey, data);
        }
        StreamRecord added = add(partitionKey, data, now);
        trim(now);
        return Optional.of(added.sequenceNumber());
    }

    /** Up to {@code limit} records and about {@code maxBytes} of data from the position on, at least one if there is one. */
    public synchronized List<StreamRecord> read(long position, int limit, long maxBytes) {
        trim(clock.instant());
        List<StreamRecord> page = new ArrayList<>();
        long bytes = 0;
        for (int at = slot(position); at < records.size() && page.size() < limit; at++) {
            StreamRecord next = at(at);
            bytes += next.data().length + next.partitionKey().length();
            if (bytes > maxBytes && !page.isEmpty()) {
                break;
            }
            page.add(next);
        }
        return page;
    }

    /** The position of the oldest record. */
    public synchronized long horizon() {
        trim(clock.instant());
        return nextCounter - (records.size() - first);
    }

    /** The position after the newest record. */
    public synchronized long tip() {
        return nextCounter;
    }

    /** The position of the first record that arrived at that time or later. */
    public synchronized long at(Instant time) {
        int low = first;
        int high = records.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle).arrival().isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return nextCounter - (records.size() - low);
    }

    /** How long the record at the position has waited; zero at the tip. */
    synchronized Duration behind(long position) {
        int at = slot(position);
        if (at >= records.size()) {
            return Duration.ZERO;
        }
        Duration waited = Duration.between(at(at).arrival(), clock.instant());
        return waited.isNegative() ? Duration.ZERO : waited;
    }

    /** Lets go of what has become too old, or too much. */
    synchronized void sweep() {
        trim(clock.instant());
    }

    synchronized void close() {
        memory.leave(heapBytes);
        if (files != null) {
            files.close();
        }
    }

    private StreamRecord add(String partitionKey, byte[] data, Instant arrival) {
        SequenceNumber number = SequenceNumber.of(created, index, nextCounter, arrival);
        StreamRecord added = new StreamRecord(number, partitionKey, data, arrival);
        records.add(added);
        nextCounter++;
        heapBytes += added.heapBytes();
        memory.take(added.heapBytes());
        return added;
    }

    private void trim(Instant now) {
        Instant horizon = now.minus(settings.retention());
        int before = first;
        while (first < records.size() && (at(first).arrival().isBefore(horizon) || memory.isShortFor(heapBytes))) {
            heapBytes -= at(first).heapBytes();
            memory.give(at(first).heapBytes());
            records.set(first, null);
            first++;
        }
        if (first > before && files != null) {
            files.trim(nextCounter - (records.size() - first));
        }
        // Cut only once half of the list is empty, so that trimming costs constant time per record.
        if (first > 1_000 && first > records.size() / 2) {
            records.subList(0, first).clear();
            first = 0;
        }
    }

    private int slot(long position) {
        return Math.clamp(records.size() - (nextCounter - position), first, records.size());
    }

    private StreamRecord at(int slot) {
        StreamRecord found = records.get(slot);
        if (found == null) {
            throw new IllegalStateException("slot " + slot + " is trimmed");
        }
        return found;
    }
}
