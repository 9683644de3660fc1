package dev.downlink.aws.dynamodb;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Counts the requests of a DynamoDB client and what they consume, as DynamoDB tells it. A write whose condition fails counts
 * as one unit: DynamoDB does not tell, and charges for the item that is there.
 */
public final class RequestCounter implements ExecutionInterceptor {

    /**
     * What was counted.
     *
     * @param requests the names of the operations, in their order
     */
    public record Count(List<String> requests, double readUnits, double writeUnits) {}

    private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;

    private final List<String> requests = new ArrayList<>();
    private double readUnits;
    private double writeUnits;

    /** What was counted since the last call. */
    public synchronized Count take() {
        Count count = new Count(List.copyOf(requests), readUnits, writeUnits);
        requests.clear();
        readUnits = 0;
        writeUnits = 0;
        return count;
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return switch (context.request()) {
            case GetItemRequest get ->
                get.toBuilder().returnConsumedCapacity(TOTAL).build();
            case QueryRequest query ->
                query.toBuilder().returnConsumedCapacity(TOTAL).build();
            case BatchGetItemRequest get ->
                get.toBuilder().returnConsumedCapacity(TOTAL).build();
            case PutItemRequest put ->
                put.toBuilder().returnConsumedCapacity(TOTAL).build();
            case UpdateItemRequest update ->
                update.toBuilder().returnConsumedCapacity(TOTAL).build();
            case DeleteItemRequest delete ->
                delete.toBuilder().returnConsumedCapacity(TOTAL).build();
            case BatchWriteItemRequest write ->
                write.toBuilder().returnConsumedCapacity(TOTAL).build();
            default -> context.request();
        };
    }

    @Override
    public synchronized void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        requests.add(context.request().getClass().getSimpleName().replace("Request", ""));
    }

    @Override
    public synchronized void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        switch (context.response()) {
            case GetItemResponse get -> readUnits += units(get.consumedCapacity());
            case QueryResponse query -> readUnits += units(query.consumedCapacity());
            case BatchGetItemResponse get -> get.consumedCapacity().forEach(consumed -> readUnits += units(consumed));
            case PutItemResponse put -> writeUnits += units(put.consumedCapacity());
            case UpdateItemResponse update -> writeUnits += units(update.consumedCapacity());
            case DeleteItemResponse delete -> writeUnits += units(delete.consumedCapacity());
            case BatchWriteItemResponse write ->
                write.consumedCapacity().forEach(consumed -> writeUnits += units(consumed));
            default -> {}
        }
    }

    @Override
    public synchronized void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        writeUnits += 1;
    }

    private static double units(ConsumedCapacity consumed) {
        return consumed.capacityUnits();
    }
}
