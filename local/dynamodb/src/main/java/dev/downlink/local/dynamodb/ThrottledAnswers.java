package dev.downlink.local.dynamodb;

import dev.downlink.local.aws.AwsEncoding;
import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** DynamoDB's answers to requests beyond the throughput of a partition key. */
final class ThrottledAnswers {

    static final String TYPE = "com.amazonaws.dynamodb.v20120810#";

    private static final Map<String, String> NOT_THROTTLED = Map.of("Code", "None");
    private static final Map<String, String> THROTTLED = Map.of(
            "Code",
            "ThrottlingError",
            "Message",
            "Throughput exceeds the current capacity of your table or index. "
                    + "DynamoDB is automatically scaling your table or index so please try again shortly.");

    private ThrottledAnswers() {}

    static HttpResponse exceeded() {
        return refusal(
                "ProvisionedThroughputExceededException",
                "The level of configured provisioned throughput for the table was exceeded. "
                        + "Consider increasing your provisioning level with the UpdateTable API.",
                Map.of());
    }

    /** @param refused for each item of the transaction, whether it is one that was throttled */
    static HttpResponse cancelled(List<Boolean> refused) {
        List<Map<String, String>> reasons = refused.stream()
                .map(throttled -> throttled ? THROTTLED : NOT_THROTTLED)
                .toList();
        String codes = reasons.stream().map(reason -> reason.get("Code")).collect(Collectors.joining(", "));
        return refusal(
                "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons [" + codes + "]",
                Map.of("CancellationReasons", reasons));
    }

    private static HttpResponse refusal(String type, String message, Map<String, Object> members) {
        return new AwsException(400, TYPE + type, message, members).toTarget(AwsEncoding.JSON_1_0);
    }
}
