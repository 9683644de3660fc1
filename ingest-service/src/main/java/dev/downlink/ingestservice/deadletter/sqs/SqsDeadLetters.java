package dev.downlink.ingestservice.deadletter.sqs;

import dev.downlink.ingestservice.deadletter.DeadLetter;
import dev.downlink.ingestservice.deadletter.DeadLetters;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Value;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Dead letters in an SQS queue, one message each. */
@Singleton
final class SqsDeadLetters implements DeadLetters {

    // Provided only when a record is bad: most environments never load the client's classes.
    private final BeanProvider<SqsClient> sqs;
    private final JsonMapper json;
    private final String queueUrl;

    SqsDeadLetters(BeanProvider<SqsClient> sqs, JsonMapper json, @Value("${dead.letters.queue.url}") String queueUrl) {
        this.sqs = sqs;
        this.json = json;
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(DeadLetter letter) {
        String body = body(letter);
        sqs.get().sendMessage(message -> message.queueUrl(queueUrl).messageBody(body));
    }

    private String body(DeadLetter letter) {
        try {
            return json.writeValueAsString(DeadLetterMessage.of(letter));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
