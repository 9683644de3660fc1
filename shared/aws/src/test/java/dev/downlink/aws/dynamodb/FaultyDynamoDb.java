package dev.downlink.aws.dynamodb;

import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A DynamoDB client whose process dies, or whose network loses an answer, just when a test wants it. */
public final class FaultyDynamoDb implements DynamoDbClient {

    /** The process died. */
    public static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** What happens to a request. */
    public enum Fault {
        /** It is sent and answered. */
        NONE,
        /** The process dies before it is sent. */
        CRASH_BEFORE,
        /** The process dies after it was sent and before it is answered. */
        CRASH_AFTER,
        /** Its answer is lost, and the SDK sends it again. */
        LOST_ANSWER
    }

    private final DynamoDbClient real;
    private Function<DynamoDbRequest, Fault> faults = request -> Fault.NONE;

    private Runnable beforeRepeat = () -> {};

    public FaultyDynamoDb(DynamoDbClient real) {
        this.real = real;
    }

    /** Decides about each request from now on; it may also do something before the request is sent. */
    public void on(Function<DynamoDbRequest, Fault> decision) {
        faults = decision;
    }

    /** The next request that matches meets a fault, those after it none. */
    public void next(Fault fault, Predicate<DynamoDbRequest> matching) {
        on(request -> {
            if (!matching.test(request)) {
                return Fault.NONE;
            }
            on(later -> Fault.NONE);
            return fault;
        });
    }

    /** What happens between a lost answer and the moment in which the SDK sends the request again. */
    public void beforeRepeat(Runnable action) {
        beforeRepeat = action;
    }

    private <Q extends DynamoDbRequest, A> A send(Q request, Function<Q, A> operation) {
        Fault fault = faults.apply(request);
        if (fault == Fault.CRASH_BEFORE) {
            throw new Crash();
        }
        A answer = operation.apply(request);
        return switch (fault) {
            case NONE, CRASH_BEFORE -> answer;
            case CRASH_AFTER -> throw new Crash();
            case LOST_ANSWER -> {
                beforeRepeat.run();
                yield operation.apply(request);
            }
        };
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return send(request, real::getItem);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return send(request, real::query);
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return send(request, real::batchGetItem);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return send(request, real::putItem);
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return send(request, real::updateItem);
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return send(request, real::deleteItem);
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
        return send(request, real::batchWriteItem);
    }

    @Override
    public String serviceName() {
        return real.serviceName();
    }

    @Override
    public void close() {
        // The real client is shared.
    }
}
