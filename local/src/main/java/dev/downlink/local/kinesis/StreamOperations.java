package dev.downlink.local.kinesis;

import dev.downlink.local.aws.AwsException;
import dev.downlink.local.service.LocalEnvironment;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations on streams as such: made, deleted, listed and described. */
final class StreamOperations {

    /** AWS starts on-demand streams with four shards. */
    private static final int ON_DEMAND_SHARDS = 4;

    private static final int DEFAULT_LIST_LIMIT = 100;
    private static final int DEFAULT_SHARD_LIMIT = 1_000;

    private final Streams streams;
    private final Clock clock;

    StreamOperations(Streams streams, Clock clock) {
        this.streams = streams;
        this.clock = clock;
    }

    Response create(Request.CreateStream request) {
        StreamDefinition.Mode mode = request.streamModeDetails() == null
                ? StreamDefinition.Mode.PROVISIONED
                : request.streamModeDetails().streamMode();
        Integer shards = request.shardCount();
        if (mode == StreamDefinition.Mode.PROVISIONED && shards == null) {
            throw AwsException.validation("ShardCount is required for streams in PROVISIONED mode.");
        }
        Integer maxRecordKiB = request.maxRecordSizeInKiB();
        Instant now = clock.instant();
        streams.add(new StreamDefinition(
                request.streamName(),
                shards == null ? ON_DEMAND_SHARDS : shards,
                mode,
                maxRecordKiB == null ? StreamDefinition.DEFAULT_MAX_RECORD_KIB : maxRecordKiB,
                now,
                now.plus(streams.settings().transition())));
        return new Response.Nothing();
    }

    Response delete(Request.DeleteStream request) {
        streams.delete(named(request));
        return new Response.Nothing();
    }

    Response list(Request.ListStreams request) {
        String after = request.nextToken() == null ? request.exclusiveStartStreamName() : decode(request.nextToken());
        int limit = orElse(request.limit(), DEFAULT_LIST_LIMIT);
        List<DataStream> left = streams.all().stream()
                .filter(stream -> after == null || stream.name().compareTo(after) > 0)
                .toList();
        List<DataStream> page = left.subList(0, Math.min(limit, left.size()));
        boolean more = page.size() < left.size();
        return new Response.ListedStreams(
                page.stream().map(DataStream::name).toList(),
                more,
                more ? encode(page.getLast().name()) : null,
                page.stream().map(StreamOperations::summary).toList());
    }

    Response describe(Request.DescribeStream request) {
        DataStream stream = named(request);
        List<Shard> left = after(stream, request.exclusiveStartShardId());
        int limit = Math.min(orElse(request.limit(), DEFAULT_SHARD_LIMIT), left.size());
        return new Response.DescribedStream(new Response.StreamDescription(
                stream.name(),
                stream.arn(),
                stream.status(),
                new Request.StreamMode(stream.definition().mode()),
                left.subList(0, limit).stream().map(StreamOperations::described).toList(),
                limit < left.size(),
                streams.settings().retention().toHours(),
                stream.definition().created(),
                List.of(new Response.EnhancedMetrics(List.of())),
                Response.ENCRYPTION));
    }

    Response summarize(Request.DescribeStreamSummary request) {
        DataStream stream = named(request);
        return new Response.DescribedSummary(new Response.StreamDescriptionSummary(
                stream.name(),
                stream.arn(),
                stream.status(),
                new Request.StreamMode(stream.definition().mode()),
                streams.settings().retention().toHours(),
                stream.definition().created(),
                List.of(new Response.EnhancedMetrics(List.of())),
                Response.ENCRYPTION,
                stream.shards().size(),
                0,
                stream.definition().maxRecordSizeInKiB()));
    }

    Response shards(Request.ListShards request) {
        String token = request.nextToken() == null ? null : decode(request.nextToken());
        if (token != null && (request.streamName() != null || request.exclusiveStartShardId() != null)) {
            throw new AwsException(
                    400, "InvalidArgumentException", "NextToken and StreamName cannot be provided together.");
        }
        // The token names the stream and the last shard listed; neither holds a slash.
        String[] next = token == null ? null : token.split("/", 2);
        DataStream stream = next == null ? named(request) : named(next[0]);
        List<Shard> left = after(stream, next == null ? request.exclusiveStartShardId() : next[1]);
        int limit = Math.min(orElse(request.maxResults(), DEFAULT_SHARD_LIMIT), left.size());
        List<Shard> page = left.subList(0, limit);
        return new Response.ListedShards(
                page.stream().map(StreamOperations::described).toList(),
                limit < left.size()
                        ? encode(stream.name() + "/" + page.getLast().id())
                        : null);
    }

    /** The stream a request is about, whatever its status. */
    DataStream named(Request.OfStream request) {
        String arn = request.streamArn();
        String name = request.streamName();
        if (name == null && arn == null) {
            throw new AwsException(400, "InvalidArgumentException", "Either StreamName or StreamARN must be provided.");
        }
        return named(name != null ? name : String.valueOf(arn).replaceFirst("^.*:stream/", ""));
    }

    DataStream named(String name) {
        return streams.find(name).orElseThrow(() -> notFound(name));
    }

    /** The stream, if it takes and gives records by now. */
    DataStream ready(DataStream stream) {
        if (stream.status() != DataStream.Status.ACTIVE) {
            throw notFound(stream.name());
        }
        return stream;
    }

    private AwsException notFound(String name) {
        return new AwsException(
                400,
                "ResourceNotFoundException",
                "Stream " + name + " under account " + LocalEnvironment.ACCOUNT + " not found.");
    }

    private static List<Shard> after(DataStream stream, @Nullable String shardId) {
        return stream.shards().stream()
                .filter(shard -> shardId == null || shard.id().compareTo(shardId) > 0)
                .toList();
    }

    private static Response.StreamSummary summary(DataStream stream) {
        return new Response.StreamSummary(
                stream.name(),
                stream.arn(),
                stream.status(),
                new Request.StreamMode(stream.definition().mode()),
                stream.definition().created());
    }

    private static Response.ShardDescription described(Shard shard) {
        return new Response.ShardDescription(
                shard.id(),
                new Response.KeyRange(
                        shard.range().start().toString(), shard.range().end().toString()),
                new Response.NumberRange(shard.startingSequenceNumber().toString()));
    }

    private static int orElse(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    private static String encode(String token) {
        return Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsException(400, "InvalidArgumentException", "Invalid NextToken.");
        }
    }
}
