package dev.downlink.local.kinesis;

import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.LocalAccount;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations on records: written, and read by iterator. */
final class RecordOperations {

    /** AWS's default for {@code MaxRecordSizeInKiB}. */
    static final int MAX_RECORD_KIB = 1024;

    private static final int MAX_PUT_RECORDS_BYTES = 10 * 1024 * 1024;
    private static final int MAX_GET_RECORDS = 10_000;
    private static final int MAX_GET_RECORDS_BYTES = 10 * 1024 * 1024;

    private final StreamOperations streams;
    private final Clock clock;

    RecordOperations(StreamOperations streams, Clock clock) {
        this.streams = streams;
        this.clock = clock;
    }

    Response put(Request.PutRecord request) {
        DataStream stream = streams.named(request);
        refuseTooLarge(request.data(), request.partitionKey());
        Shard shard = stream.shardFor(request.partitionKey(), request.explicitHashKey());
        SequenceNumber number = shard.append(request.partitionKey(), request.data())
                .orElseThrow(() -> AwsException.badRequest(
                        "ProvisionedThroughputExceededException", throughputExceeded(stream, shard)));
        return new Response.Put(shard.id(), number.toString(), Response.ENCRYPTION);
    }

    Response putAll(Request.PutRecords request) {
        DataStream stream = streams.named(request);
        long bytes = 0;
        for (Request.Entry entry : request.records()) {
            refuseTooLarge(entry.data(), entry.partitionKey());
            bytes += entry.data().length + entry.partitionKey().length();
        }
        if (bytes > MAX_PUT_RECORDS_BYTES) {
            throw AwsException.badRequest(
                    "InvalidArgumentException", "Records size exceeds " + MAX_PUT_RECORDS_BYTES + " bytes.");
        }
        List<Response.PutResult> results =
                request.records().stream().map(entry -> write(stream, entry)).toList();
        int failed = (int)
                results.stream().filter(Response.NotWritten.class::isInstance).count();
        return new Response.PutAll(failed, results, Response.ENCRYPTION);
    }

    Response iterator(Request.GetShardIterator request) {
        DataStream stream = streams.named(request);
        Shard shard = stream.shard(request.shardId()).orElseThrow(() -> noShard(stream, request.shardId()));
        long position = switch (request.shardIteratorType()) {
            case TRIM_HORIZON -> shard.horizon();
            case LATEST -> shard.tip();
            case AT_TIMESTAMP -> shard.at(timestamp(request.timestamp()));
            case AT_SEQUENCE_NUMBER -> number(request, stream, shard).counter();
            case AFTER_SEQUENCE_NUMBER -> number(request, stream, shard).counter() + 1;
        };
        return new Response.Iterator(
                ShardIterator.issue(stream, shard, position, clock.instant()).encode());
    }

    Response get(Request.GetRecords request) {
        ShardIterator from = ShardIterator.decode(request.shardIterator());
        Instant now = clock.instant();
        from.refuseIfExpired(now);
        DataStream stream = streams.named(from.streamName());
        from.refuseIfNotOf(stream);
        Shard shard = stream.shard(from.shardId()).orElseThrow(() -> noShard(stream, from.shardId()));
        Integer limit = request.limit();
        List<StreamRecord> page =
                shard.read(from.position(), limit == null ? MAX_GET_RECORDS : limit, MAX_GET_RECORDS_BYTES);
        long next = page.isEmpty() ? from.position() : page.getLast().counter() + 1;
        return new Response.Records(
                page.stream()
                        .map(read -> new Response.ReadRecord(
                                read.sequenceNumber().toString(),
                                read.arrival(),
                                read.data(),
                                read.partitionKey(),
                                Response.ENCRYPTION))
                        .toList(),
                ShardIterator.issue(stream, shard, next, now).encode(),
                shard.behind(next).toMillis());
    }

    private Response.PutResult write(DataStream stream, Request.Entry entry) {
        Shard shard = stream.shardFor(entry.partitionKey(), entry.explicitHashKey());
        Optional<SequenceNumber> number = shard.append(entry.partitionKey(), entry.data());
        return number.isPresent()
                ? new Response.Written(shard.id(), number.get().toString())
                : new Response.NotWritten("ProvisionedThroughputExceededException", throughputExceeded(stream, shard));
    }

    private SequenceNumber number(Request.GetShardIterator request, DataStream stream, Shard shard) {
        String text = request.startingSequenceNumber();
        if (text == null) {
            throw invalid("Must either specify StartingSequenceNumber or choose another ShardIteratorType than "
                    + request.shardIteratorType() + ".");
        }
        return SequenceNumber.parse(text)
                .filter(shard::owns)
                .orElseThrow(() -> invalid("StartingSequenceNumber " + text + " used in GetShardIterator on shard "
                        + shard.id() + " in stream " + stream.name() + " under account " + LocalAccount.ID
                        + " is invalid because it did not come from this stream."));
    }

    private Instant timestamp(@Nullable Instant timestamp) {
        if (timestamp == null) {
            throw invalid("Must specify timestampInMillis for a shard iterator of type AT_TIMESTAMP.");
        }
        if (timestamp.isAfter(clock.instant())) {
            throw invalid("The timestampInMillis parameter cannot be greater than the currentTimestampInMillis.");
        }
        return timestamp;
    }

    private static void refuseTooLarge(byte[] data, String partitionKey) {
        int mostBytes = MAX_RECORD_KIB * 1024;
        if (data.length + partitionKey.length() > mostBytes) {
            throw AwsException.validation("1 validation error detected: Value at 'data' failed to satisfy constraint:"
                    + " Member must have length less than or equal to " + mostBytes);
        }
    }

    private String throughputExceeded(DataStream stream, Shard shard) {
        return "Rate exceeded for shard " + shard.id() + " in stream " + stream.name() + " under account "
                + LocalAccount.ID + ".";
    }

    private AwsException noShard(DataStream stream, String shardId) {
        return AwsException.notFound(
                400,
                "Shard " + shardId + " in stream " + stream.name() + " under account " + LocalAccount.ID
                        + " does not exist");
    }

    private static AwsException invalid(String message) {
        return AwsException.badRequest("InvalidArgumentException", message);
    }
}
