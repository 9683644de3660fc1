package dev.downlink.local.kinesis;

import dev.downlink.local.aws.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** A place to read from, good for five minutes. Clients carry it as opaque text. */
record ShardIterator(String streamName, long streamCreatedMillis, String shardId, long position, long issuedMillis) {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    static ShardIterator issue(DataStream stream, Shard shard, long position, Instant now) {
        return new ShardIterator(
                stream.name(), stream.created().toEpochMilli(), shard.id(), position, now.toEpochMilli());
    }

    static ShardIterator decode(String text) {
        try {
            String[] parts = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).split("/", -1);
            if (parts.length == 5) {
                return new ShardIterator(
                        parts[0],
                        Long.parseLong(parts[1]),
                        parts[2],
                        Long.parseLong(parts[3]),
                        Long.parseLong(parts[4]));
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    String encode() {
        String text = String.join(
                "/",
                streamName,
                Long.toString(streamCreatedMillis),
                shardId,
                Long.toString(position),
                Long.toString(issuedMillis));
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    void refuseIfExpired(Instant now) {
        Instant issued = Instant.ofEpochMilli(issuedMillis);
        if (Duration.between(issued, now).compareTo(LIFETIME) > 0) {
            throw AwsException.badRequest(
                    "ExpiredIteratorException",
                    "Iterator expired. The iterator was created at time " + issued + " while right now it is " + now
                            + " which is further in the future than the tolerated delay of " + LIFETIME.toMillis()
                            + " milliseconds.");
        }
    }

    /** An iterator from before a restart in memory must not read from the new stream of that name. */
    void refuseIfNotOf(DataStream stream) {
        if (stream.created().toEpochMilli() != streamCreatedMillis) {
            throw invalid();
        }
    }

    private static AwsException invalid() {
        return AwsException.badRequest("InvalidArgumentException", "Invalid ShardIterator.");
    }
}
