package dev.downlink.local.sqs;

import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.TargetService;
import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** Amazon SQS over {@link Queues}: sending, receiving with long polls, deleting and finding queues. */
public final class SqsService extends TargetService {

    /** @param queueUrl the URL of the queue of that name */
    public SqsService(Queues queues, UnaryOperator<String> queueUrl, Clock clock) {
        super("AmazonSQS.", new SqsOperations(queues, queueUrl, clock).all());
    }

    /** With the code of the older query protocol, which SDKs still show. */
    @Override
    public HttpResponse refuse(HttpRequest request, AwsException refusal) {
        String code = refusal.type().equals(SqsOperations.NO_QUEUE)
                ? "AWS.SimpleQueueService.NonExistentQueue"
                : refusal.type();
        return super.refuse(request, refusal).withHeader("x-amzn-query-error", code + ";Sender");
    }
}
