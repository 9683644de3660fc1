package dev.downlink.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.downlink.local.service.LocalEnvironment;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** {@code GetQueueAttributes}: those asked for by name, or {@code All}. */
final class QueueAttributes {

    private QueueAttributes() {}

    static ObjectNode of(Queue queue, JsonNode request) {
        Set<String> wanted = new HashSet<>();
        request.path("AttributeNames").forEach(name -> wanted.add(name.asText()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode attributes = answer.putObject("Attributes");
        all(queue).forEach((name, value) -> {
            if (wanted.contains("All") || wanted.contains(name)) {
                attributes.put(name, value);
            }
        });
        return answer;
    }

    private static Map<String, String> all(Queue queue) {
        Queue.Depth depth = queue.depth();
        QueueSettings settings = queue.settings();
        String createdAt = String.valueOf(queue.createdAt().getEpochSecond());
        Map<String, String> all = new LinkedHashMap<>();
        all.put("QueueArn", LocalEnvironment.queueArn(queue.name()));
        all.put("ApproximateNumberOfMessages", String.valueOf(depth.visible()));
        all.put("ApproximateNumberOfMessagesNotVisible", String.valueOf(depth.inFlight()));
        all.put("ApproximateNumberOfMessagesDelayed", String.valueOf(depth.delayed()));
        all.put("CreatedTimestamp", createdAt);
        all.put("LastModifiedTimestamp", createdAt);
        all.put("VisibilityTimeout", String.valueOf(settings.visibilityTimeout().toSeconds()));
        all.put("MessageRetentionPeriod", String.valueOf(settings.retention().toSeconds()));
        all.put("DelaySeconds", String.valueOf(settings.delay().toSeconds()));
        all.put(
                "ReceiveMessageWaitTimeSeconds",
                String.valueOf(settings.receiveWait().toSeconds()));
        all.put("MaximumMessageSize", String.valueOf(Message.MAX_BODY_BYTES));
        return all;
    }
}
