package dev.downlink.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.downlink.local.aws.AwsService;
import dev.downlink.local.http.HttpRequest;
import dev.downlink.local.http.HttpResponse;
import dev.downlink.local.service.LocalEnvironment;
import dev.downlink.local.sqs.Queue.Received;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The AWS JSON protocol of Amazon SQS over {@link Queues}: sending, receiving with long polls, deleting and looking. */
public final class SqsService implements AwsService {

    private static final String TARGET = "AmazonSQS.";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How often a long poll looks again. */
    private static final Executor SOON = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private final Queues queues;
    private final Clock clock;

    public SqsService(Queues queues, Clock clock) {
        this.queues = queues;
        this.clock = clock;
    }

    @Override
    public boolean serves(HttpRequest request) {
        return request.header("X-Amz-Target")
                .filter(target -> target.startsWith(TARGET))
                .isPresent();
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest http) {
        try {
            String operation = http.header("X-Amz-Target").orElse(TARGET).substring(TARGET.length());
            return answer(operation, new SqsRequest(JSON.readTree(http.body())), http)
                    .thenApply(SqsService::ok);
        } catch (SqsException e) {
            return CompletableFuture.completedFuture(refusal(e));
        } catch (IOException e) {
            return CompletableFuture.completedFuture(refusal(SqsException.invalid("The request is not JSON.")));
        }
    }

    private CompletionStage<ObjectNode> answer(String operation, SqsRequest request, HttpRequest http) {
        return switch (operation) {
            case "ReceiveMessage" -> receive(request);
            case "CreateQueue" -> now(createQueue(request, http));
            case "GetQueueUrl" -> now(url(named(request.text("QueueName")), http));
            case "ListQueues" -> now(list(request, http));
            case "SendMessage" -> now(send(queue(request), request));
            case "SendMessageBatch" -> now(batch(request, SqsService::send));
            case "DeleteMessage" -> now(delete(queue(request), request));
            case "DeleteMessageBatch" -> now(batch(request, SqsService::delete));
            case "ChangeMessageVisibility" -> now(changeVisibility(request));
            case "GetQueueAttributes" -> now(QueueAttributes.of(queue(request), request.json()));
            case "PurgeQueue" -> now(purge(request));
            default -> throw SqsException.unknownOperation(operation);
        };
    }

    private static CompletionStage<ObjectNode> now(ObjectNode answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private ObjectNode createQueue(SqsRequest request, HttpRequest http) {
        QueueSettings otherwise = QueueSettings.DEFAULT;
        QueueSettings settings = new QueueSettings(
                request.attributeSeconds("VisibilityTimeout", otherwise.visibilityTimeout(), 43_200),
                request.attributeSeconds("MessageRetentionPeriod", otherwise.retention(), 1_209_600),
                request.attributeSeconds("DelaySeconds", otherwise.delay(), 900),
                request.attributeSeconds("ReceiveMessageWaitTimeSeconds", otherwise.receiveWait(), 20));
        return url(queues.create(request.text("QueueName"), settings), http);
    }

    private ObjectNode list(SqsRequest request, HttpRequest http) {
        String prefix = request.json().path("QueueNamePrefix").asText("");
        ObjectNode answer = JSON.createObjectNode();
        var urls = answer.putArray("QueueUrls");
        queues.names().stream().filter(name -> name.startsWith(prefix)).forEach(name -> urls.add(url(name, http)));
        return answer;
    }

    private static ObjectNode send(Queue queue, SqsRequest request) {
        Message message = request.message();
        queue.send(message, request.seconds("DelaySeconds", queue.settings().delay(), 900));
        ObjectNode answer =
                JSON.createObjectNode().put("MessageId", message.id()).put("MD5OfMessageBody", message.md5());
        if (message.attributesMd5() != null) {
            answer.put("MD5OfMessageAttributes", message.attributesMd5());
        }
        return answer;
    }

    private static ObjectNode delete(Queue queue, SqsRequest request) {
        queue.delete(request.text("ReceiptHandle"));
        return JSON.createObjectNode();
    }

    private ObjectNode changeVisibility(SqsRequest request) {
        Duration timeout = request.seconds("VisibilityTimeout", Duration.ZERO, 43_200);
        if (!queue(request).changeVisibility(request.text("ReceiptHandle"), timeout)) {
            throw SqsException.invalidHandle();
        }
        return JSON.createObjectNode();
    }

    private ObjectNode purge(SqsRequest request) {
        queue(request).purge();
        return JSON.createObjectNode();
    }

    private ObjectNode batch(SqsRequest request, BiFunction<Queue, SqsRequest, ObjectNode> one) {
        Queue queue = queue(request);
        ObjectNode answer = JSON.createObjectNode();
        var successful = answer.putArray("Successful");
        var failed = answer.putArray("Failed");
        for (JsonNode entry : request.json().path("Entries")) {
            String id = entry.path("Id").asText();
            try {
                successful.add(one.apply(queue, new SqsRequest(entry)).put("Id", id));
            } catch (SqsException e) {
                failed.addObject()
                        .put("Id", id)
                        .put("Code", e.type())
                        .put("Message", e.getMessage())
                        .put("SenderFault", true);
            }
        }
        return answer;
    }

    private CompletionStage<ObjectNode> receive(SqsRequest request) {
        Queue queue = queue(request);
        int most = request.integer("MaxNumberOfMessages", 1, 1, 10);
        Duration visibility =
                request.seconds("VisibilityTimeout", queue.settings().visibilityTimeout(), 43_200);
        Duration wait = request.seconds("WaitTimeSeconds", queue.settings().receiveWait(), 20);
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        poll(queue, most, visibility, clock.instant().plus(wait), received -> answer.complete(messages(received)));
        return answer;
    }

    private void poll(Queue queue, int most, Duration visibility, Instant until, Consumer<List<Received>> whenDone) {
        List<Received> received = queue.receive(most, visibility);
        if (!received.isEmpty() || !clock.instant().isBefore(until)) {
            whenDone.accept(received);
        } else {
            SOON.execute(() -> poll(queue, most, visibility, until, whenDone));
        }
    }

    private static ObjectNode messages(List<Received> all) {
        ObjectNode answer = JSON.createObjectNode();
        var messages = answer.putArray("Messages");
        for (Received received : all) {
            Message message = received.message();
            ObjectNode json = messages.addObject()
                    .put("MessageId", message.id())
                    .put("ReceiptHandle", received.receiptHandle())
                    .put("Body", message.body())
                    .put("MD5OfBody", message.md5());
            json.putObject("Attributes")
                    .put("SentTimestamp", String.valueOf(received.sentAt().toEpochMilli()))
                    .put("ApproximateReceiveCount", String.valueOf(received.receiveCount()))
                    .put(
                            "ApproximateFirstReceiveTimestamp",
                            String.valueOf(received.firstReceivedAt().toEpochMilli()))
                    .put("SenderId", LocalEnvironment.ACCOUNT);
            if (message.attributesMd5() != null) {
                json.set("MessageAttributes", message.attributes());
                json.put("MD5OfMessageAttributes", message.attributesMd5());
            }
        }
        return answer;
    }

    private Queue queue(SqsRequest request) {
        String url = request.text("QueueUrl");
        return named(url.substring(url.lastIndexOf('/') + 1));
    }

    private Queue named(String name) {
        return queues.find(name).orElseThrow(SqsException::noSuchQueue);
    }

    private static ObjectNode url(Queue queue, HttpRequest http) {
        return JSON.createObjectNode().put("QueueUrl", url(queue.name(), http));
    }

    private static String url(String queue, HttpRequest http) {
        return "http://" + http.header("Host").orElse("localhost") + "/" + LocalEnvironment.ACCOUNT + "/" + queue;
    }

    private static HttpResponse ok(ObjectNode answer) {
        return response(200, answer, Map.of());
    }

    private static HttpResponse refusal(SqsException e) {
        return response(
                400,
                JSON.createObjectNode()
                        .put("__type", "com.amazonaws.sqs#" + e.type())
                        .put("message", e.getMessage()),
                Map.of("x-amzn-query-error", e.queryCode() + ";Sender"));
    }

    private static HttpResponse response(int status, ObjectNode body, Map<String, String> headers) {
        HttpResponse response =
                new HttpResponse(status, headers, body.toString().getBytes(StandardCharsets.UTF_8));
        return response.withHeader("Content-Type", "application/x-amz-json-1.0")
                .withHeader("x-amzn-RequestId", UUID.randomUUID().toString());
    }
}
