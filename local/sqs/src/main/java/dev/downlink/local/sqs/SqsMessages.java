package dev.downlink.local.sqs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.local.aws.Constraints;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests and answers, in the API's own names; a request is checked when it is made. */
final class SqsMessages {

    private SqsMessages() {}

    record GetQueueUrl(String queueName) {
        GetQueueUrl {
            Constraints.present("queueName", queueName);
        }
    }

    record ListQueues(@Nullable String queueNamePrefix) {}

    record SendMessage(String queueUrl, String messageBody) {
        SendMessage {
            Constraints.present("queueUrl", queueUrl);
            Constraints.present("messageBody", messageBody);
            Constraints.length("messageBody", messageBody, 1, Message.MAX_BODY_BYTES);
        }
    }

    record DeleteMessage(String queueUrl, String receiptHandle) {
        DeleteMessage {
            Constraints.present("queueUrl", queueUrl);
            Constraints.present("receiptHandle", receiptHandle);
        }
    }

    record ReceiveMessage(
            String queueUrl,
            @Nullable Integer maxNumberOfMessages,
            @Nullable Integer visibilityTimeout,
            @Nullable Integer waitTimeSeconds) {
        ReceiveMessage {
            Constraints.present("queueUrl", queueUrl);
            Constraints.range("maxNumberOfMessages", maxNumberOfMessages, 1, 10);
            Constraints.range("visibilityTimeout", visibilityTimeout, 0, 43_200);
            Constraints.range("waitTimeSeconds", waitTimeSeconds, 0, 20);
        }
    }

    record QueueUrl(String queueUrl) {}

    record QueueUrls(List<String> queueUrls) {}

    record Sent(
            String messageId,
            @JsonProperty("MD5OfMessageBody") String md5OfMessageBody) {}

    record Deleted() {}

    record Messages(List<ReceivedMessage> messages) {}

    record ReceivedMessage(
            String messageId,
            String receiptHandle,
            String body,
            @JsonProperty("MD5OfBody") String md5OfBody,
            Map<String, String> attributes) {}
}
