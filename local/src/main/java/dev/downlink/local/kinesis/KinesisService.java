package dev.downlink.local.kinesis;

import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.AwsService;
import dev.downlink.local.http.HttpRequest;
import dev.downlink.local.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Kinesis Data Streams over HTTP, in JSON and CBOR. */
public final class KinesisService implements AwsService {

    private static final String TARGET = "Kinesis_20131202.";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] NO_BODY = new byte[0];

    private static final Map<String, Class<? extends Request>> OPERATIONS = Map.of(
            "CreateStream", Request.CreateStream.class,
            "DeleteStream", Request.DeleteStream.class,
            "ListStreams", Request.ListStreams.class,
            "DescribeStream", Request.DescribeStream.class,
            "DescribeStreamSummary", Request.DescribeStreamSummary.class,
            "ListShards", Request.ListShards.class,
            "GetShardIterator", Request.GetShardIterator.class,
            "GetRecords", Request.GetRecords.class,
            "PutRecord", Request.PutRecord.class,
            "PutRecords", Request.PutRecords.class);

    private final StreamOperations streams;
    private final RecordOperations records;

    public KinesisService(Streams streams, Clock clock) {
        this.streams = new StreamOperations(streams, clock);
        this.records = new RecordOperations(this.streams, clock);
    }

    @Override
    public boolean serves(HttpRequest request) {
        return request.header("X-Amz-Target").orElse("").startsWith(TARGET);
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        return CompletableFuture.completedFuture(answer(request));
    }

    private HttpResponse answer(HttpRequest request) {
        Optional<Wire> wire = request.header("Content-Type").flatMap(Wire::of);
        if (wire.isEmpty()) {
            return response(404, "application/xml", "<UnknownOperationException/>\n".getBytes(StandardCharsets.UTF_8));
        }
        String operation = request.header("X-Amz-Target").orElse("").substring(TARGET.length());
        try {
            Response answer = answer(read(operation, wire.get(), request.body()));
            byte[] body =
                    answer instanceof Response.Nothing ? NO_BODY : wire.get().write(answer);
            return response(200, wire.get().contentType(), body);
        } catch (AwsException e) {
            byte[] body = wire.get().write(new Response.Failure(e.type(), e.message()));
            return response(e.status(), wire.get().contentType(), body);
        }
    }

    private static Request read(String operation, Wire wire, byte[] body) {
        Class<? extends Request> type = OPERATIONS.get(operation);
        if (type == null) {
            throw new AwsException(400, "UnknownOperationException", "Operation " + operation + " is not emulated.");
        }
        return wire.read(body, type);
    }

    private Response answer(Request request) {
        return switch (request) {
            case Request.CreateStream create -> streams.create(create);
            case Request.DeleteStream delete -> streams.delete(delete);
            case Request.ListStreams list -> streams.list(list);
            case Request.DescribeStream describe -> streams.describe(describe);
            case Request.DescribeStreamSummary describe -> streams.summarize(describe);
            case Request.ListShards list -> streams.shards(list);
            case Request.GetShardIterator get -> records.iterator(get);
            case Request.GetRecords get -> records.get(get);
            case Request.PutRecord put -> records.put(put);
            case Request.PutRecords put -> records.putAll(put);
        };
    }

    private static HttpResponse response(int status, String contentType, byte[] body) {
        byte[] id2 = new byte[72];
        RANDOM.nextBytes(id2);
        return new HttpResponse(
                status,
                Map.of(
                        "Content-Type", contentType,
                        "x-amzn-RequestId", UUID.randomUUID().toString(),
                        "x-amz-id-2", Base64.getEncoder().encodeToString(id2)),
                body);
    }
}
