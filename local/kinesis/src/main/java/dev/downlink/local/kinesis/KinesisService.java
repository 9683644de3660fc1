package dev.downlink.local.kinesis;

import dev.downlink.local.aws.TargetService;
import java.time.Clock;
import java.util.Map;

/** Kinesis Data Streams over HTTP, in JSON and CBOR. */
public final class KinesisService extends TargetService {

    public KinesisService(Streams streams, Clock clock) {
        this(new StreamOperations(streams), clock);
    }

    private KinesisService(StreamOperations streams, Clock clock) {
        this(streams, new RecordOperations(streams, clock));
    }

    private KinesisService(StreamOperations streams, RecordOperations records) {
        super(
                "Kinesis_20131202.",
                Map.of(
                        "ListStreams", new Operation<>(Request.ListStreams.class, streams::list),
                        "DescribeStreamSummary",
                                new Operation<>(Request.DescribeStreamSummary.class, streams::summarize),
                        "ListShards", new Operation<>(Request.ListShards.class, streams::shards),
                        "GetShardIterator", new Operation<>(Request.GetShardIterator.class, records::iterator),
                        "GetRecords", new Operation<>(Request.GetRecords.class, records::get),
                        "PutRecord", new Operation<>(Request.PutRecord.class, records::put),
                        "PutRecords", new Operation<>(Request.PutRecords.class, records::putAll)));
    }
}
