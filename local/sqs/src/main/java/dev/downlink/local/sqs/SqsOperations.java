package dev.downlink.local.sqs;

import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.LocalAccount;
import dev.downlink.local.aws.TargetService.Operation;
import dev.downlink.local.sqs.SqsMessages.DeleteMessage;
import dev.downlink.local.sqs.SqsMessages.Deleted;
import dev.downlink.local.sqs.SqsMessages.GetQueueUrl;
import dev.downlink.local.sqs.SqsMessages.ListQueues;
import dev.downlink.local.sqs.SqsMessages.Messages;
import dev.downlink.local.sqs.SqsMessages.QueueUrl;
import dev.downlink.local.sqs.SqsMessages.QueueUrls;
import dev.downlink.local.sqs.SqsMessages.ReceiveMessage;
import dev.downlink.local.sqs.SqsMessages.ReceivedMessage;
import dev.downlink.local.sqs.SqsMessages.SendMessage;
import dev.downlink.local.sqs.SqsMessages.Sent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What the API does with the queues. */
record SqsOperations(Queues queues, UnaryOperator<String> queueUrl, Clock clock) {

    static final String NO_QUEUE = "QueueDoesNotExist";

    /** How often a long poll looks again. */
    private static final Executor SOON = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    Map<String, Operation<?>> all() {
        return Map.of(
                "GetQueueUrl", new Operation<>(GetQueueUrl.class, this::url),
                "ListQueues", new Operation<>(ListQueues.class, this::list),
                "SendMessage", new Operation<>(SendMessage.class, this::send),
                "ReceiveMessage", new Operation<>(ReceiveMessage.class, this::receive),
                "DeleteMessage", new Operation<>(DeleteMessage.class, this::delete));
    }

    private QueueUrl url(GetQueueUrl request) {
        named(request.queueName());
        return new QueueUrl(queueUrl.apply(request.queueName()));
    }

    private QueueUrls list(ListQueues request) {
        String prefix = Objects.requireNonNullElse(request.queueNamePrefix(), "");
        return new QueueUrls(queues.names().stream()
                .filter(name -> name.startsWith(prefix))
                .map(queueUrl)
                .toList());
    }

    private Sent send(SendMessage request) {
        Message message = Message.of(request.messageBody());
        queue(request.queueUrl()).send(message);
        return new Sent(message.id(), md5(message.body()));
    }

    private Deleted delete(DeleteMessage request) {
        queue(request.queueUrl()).delete(request.receiptHandle());
        return new Deleted();
    }

    private CompletionStage<Messages> receive(ReceiveMessage request) {
        Integer wait = Objects.requireNonNullElse(request.waitTimeSeconds(), 0);
        return poll(queue(request.queueUrl()), request, clock.instant().plusSeconds(wait));
    }

    private CompletionStage<Messages> poll(Queue queue, ReceiveMessage request, Instant until) {
        Integer most = Objects.requireNonNullElse(request.maxNumberOfMessages(), 1);
        Integer hidden = request.visibilityTimeout();
        List<Queue.Received> received =
                queue.receive(most, hidden == null ? Queue.VISIBILITY_TIMEOUT : Duration.ofSeconds(hidden));
        if (received.isEmpty() && clock.instant().isBefore(until)) {
            return CompletableFuture.supplyAsync(() -> poll(queue, request, until), SOON)
                    .thenCompose(later -> later);
        }
        return CompletableFuture.completedFuture(
                new Messages(received.stream().map(SqsOperations::message).toList()));
    }

    private static ReceivedMessage message(Queue.Received received) {
        return new ReceivedMessage(
                received.message().id(),
                received.receiptHandle(),
                received.message().body(),
                md5(received.message().body()),
                Map.of(
                        "SentTimestamp", String.valueOf(received.sentAt().toEpochMilli()),
                        "ApproximateReceiveCount", String.valueOf(received.receiveCount()),
                        "ApproximateFirstReceiveTimestamp",
                                String.valueOf(received.firstReceivedAt().toEpochMilli()),
                        "SenderId", LocalAccount.ID));
    }

    private Queue queue(String url) {
        return named(url.substring(url.lastIndexOf('/') + 1));
    }

    private Queue named(String name) {
        return queues.find(name)
                .orElseThrow(() -> AwsException.badRequest(NO_QUEUE, "The specified queue does not exist."));
    }

    /** The checksum by which SDKs verify what SQS took and gives. */
    private static String md5(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
