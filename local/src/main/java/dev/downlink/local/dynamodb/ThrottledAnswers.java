package dev.downlink.local.dynamodb;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.downlink.local.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** DynamoDB's answers to requests beyond the throughput of a partition key. */
final class ThrottledAnswers {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TYPE = "com.amazonaws.dynamodb.v20120810#";

    private ThrottledAnswers() {}

    static HttpResponse exceeded() {
        return refusal(JSON.createObjectNode()
                .put("__type", TYPE + "ProvisionedThroughputExceededException")
                .put(
                        "message",
                        "The level of configured provisioned throughput for the table was exceeded. "
                                + "Consider increasing your provisioning level with the UpdateTable API."));
    }

    /** @param refused for each item of the transaction, whether it is one that was throttled */
    static HttpResponse cancelled(List<Boolean> refused) {
        String codes = refused.stream()
                .map(throttled -> throttled ? "ThrottlingError" : "None")
                .collect(Collectors.joining(", "));
        ObjectNode answer = JSON.createObjectNode()
                .put("__type", TYPE + "TransactionCanceledException")
                .put(
                        "Message",
                        "Transaction cancelled, please refer cancellation reasons for specific reasons [" + codes
                                + "]");
        ArrayNode reasons = answer.putArray("CancellationReasons");
        for (boolean throttled : refused) {
            if (throttled) {
                reasons.addObject()
                        .put("Code", "ThrottlingError")
                        .put(
                                "Message",
                                "Throughput exceeds the current capacity of your table or index. "
                                        + "DynamoDB is automatically scaling your table or index so please try again shortly.");
            } else {
                reasons.addObject().put("Code", "None");
            }
        }
        return refusal(answer);
    }

    private static HttpResponse refusal(ObjectNode answer) {
        return new HttpResponse(
                400,
                Map.of(
                        "Content-Type",
                        "application/x-amz-json-1.0",
                        "x-amzn-RequestId",
                        UUID.randomUUID().toString()),
                answer.toString().getBytes(StandardCharsets.UTF_8));
    }
}
