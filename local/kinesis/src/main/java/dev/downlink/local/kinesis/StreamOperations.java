package dev.downlink.local.kinesis;

import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.LocalAccount;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations on streams as such: listed and described. */
final class StreamOperations {

    private static final int DEFAULT_LIST_LIMIT = 100;
    private static final int DEFAULT_SHARD_LIMIT = 1_000;

    private static final Response.StreamMode PROVISIONED = new Response.StreamMode("PROVISIONED");

    private final Streams streams;

    StreamOperations(Streams streams) {
        this.streams = streams;
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

    Response summarize(Request.DescribeStreamSummary request) {
        DataStream stream = named(request);
        return new Response.DescribedSummary(new Response.StreamDescriptionSummary(
                stream.name(),
                stream.arn(),
                "ACTIVE",
                PROVISIONED,
                streams.settings().retention().toHours(),
                stream.created(),
                List.of(new Response.EnhancedMetrics(List.of())),
                Response.ENCRYPTION,
                stream.shards().size(),
                0,
                RecordOperations.MAX_RECORD_KIB));
    }

    Response shards(Request.ListShards request) {
        String token = request.nextToken() == null ? null : decode(request.nextToken());
        if (token != null && (request.streamName() != null || request.exclusiveStartShardId() != null)) {
            throw AwsException.badRequest(
                    "InvalidArgumentException", "NextToken and StreamName cannot be provided together.");
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

    /** The stream a request is about. */
    DataStream named(Request.OfStream request) {
        String arn = request.streamArn();
        String name = request.streamName();
        if (name == null && arn == null) {
            throw AwsException.badRequest(
                    "InvalidArgumentException", "Either StreamName or StreamARN must be provided.");
        }
        return named(name != null ? name : String.valueOf(arn).replaceFirst("^.*:stream/", ""));
    }

    DataStream named(String name) {
        return streams.find(name)
                .orElseThrow(() -> AwsException.notFound(
                        400, "Stream " + name + " under account " + LocalAccount.ID + " not found."));
    }

    private static List<Shard> after(DataStream stream, @Nullable String shardId) {
        return stream.shards().stream()
                .filter(shard -> shardId == null || shard.id().compareTo(shardId) > 0)
                .toList();
    }

    private static Response.StreamSummary summary(DataStream stream) {
        return new Response.StreamSummary(stream.name(), stream.arn(), "ACTIVE", PROVISIONED, stream.created());
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
            throw AwsException.badRequest("InvalidArgumentException", "Invalid NextToken.");
        }
    }
}
