package dev.downlink.local.kinesis;

import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.LocalAccount;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A stream: its shards divide the hash keys among them. */
public final class DataStream {

    private final StreamDefinition definition;
    private final String arn;
    private final List<Shard> shards;

    DataStream(StreamDefinition definition, KinesisSettings settings, RecordMemory memory, Clock clock) {
        this.definition = definition;
        this.arn = LocalAccount.streamArn(definition.name());
        List<HashKeyRange> ranges = HashKeyRange.split(definition.shardCount());
        this.shards = IntStream.range(0, ranges.size())
                .mapToObj(index -> {
                    ShardFiles files = settings.directory()
                            .map(root -> new ShardFiles(StreamFiles.directory(root, definition.name())
                                    .resolve("shard-" + index)))
                            .orElse(null);
                    return new Shard(index, definition.created(), ranges.get(index), settings, memory, clock, files);
                })
                .toList();
    }

    public String name() {
        return definition.name();
    }

    public String arn() {
        return arn;
    }

    public Instant created() {
        return definition.created();
    }

    public List<Shard> shards() {
        return shards;
    }

    public Optional<Shard> shard(String id) {
        return shards.stream().filter(shard -> shard.id().equals(id)).findFirst();
    }

    /** The shard that the partition key's hash, or the explicit one, falls to. */
    Shard shardFor(String partitionKey, @Nullable String explicitHashKey) {
        BigInteger key = explicitHashKey == null ? HashKeyRange.hash(partitionKey) : explicitKey(explicitHashKey);
        return shards.stream()
                .filter(shard -> shard.owns(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no shard owns " + key));
    }

    private static BigInteger explicitKey(String decimal) {
        BigInteger key = new BigInteger(decimal);
        if (key.compareTo(HashKeyRange.MAX_KEY) > 0) {
            throw AwsException.badRequest(
                    "InvalidArgumentException",
                    "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was "
                            + decimal);
        }
        return key;
    }
}
