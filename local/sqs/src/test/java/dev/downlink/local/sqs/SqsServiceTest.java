package dev.downlink.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.local.aws.TestEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

final class SqsServiceTest {

    private static final String URL = "http://localhost:4566/000000000000/q";

    private final Queues queues = new Queues(Clock.systemUTC());
    private final TestEndpoint endpoint = new TestEndpoint(
            new SqsService(queues, name -> "http://localhost:4566/000000000000/" + name, Clock.systemUTC()));
    private final SqsClient sqs = endpoint.client(SqsClient.builder());

    @BeforeEach
    void create() {
        queues.create("q");
    }

    @AfterEach
    void stop() {
        sqs.close();
        endpoint.close();
    }

    @Test
    void deliversWhatWasSent() {
        sqs.sendMessage(request -> request.queueUrl(URL).messageBody("déjà vu"));

        Message message = onlyMessage();

        assertThat(message.body()).isEqualTo("déjà vu");
        assertThat(message.attributesAsStrings()).containsEntry("ApproximateReceiveCount", "1");
    }

    @Test
    void hidesAReceivedMessageUntilItsVisibilityTimeoutPasses() {
        queues.send("q", "m");

        assertThat(receive(0)).hasSize(1);
        assertThat(receive(60)).hasSize(1);
        assertThat(receive(0)).isEmpty();
    }

    @Test
    void forgetsADeletedMessage() {
        queues.send("q", "m");
        String handle = onlyMessage().receiptHandle();

        sqs.deleteMessage(request -> request.queueUrl(URL).receiptHandle(handle));

        assertThat(queues.bodies("q")).isEmpty();
    }

    @Test
    void answersALongPollAsSoonAsAMessageComes() {
        CompletableFuture<List<Message>> polled = CompletableFuture.supplyAsync(
                () -> sqs.receiveMessage(request -> request.queueUrl(URL).waitTimeSeconds(20))
                        .messages());

        queues.send("q", "late");

        assertThat(polled)
                .succeedsWithin(Duration.ofSeconds(5))
                .satisfies(messages -> assertThat(messages).hasSize(1));
    }

    @Test
    void findsQueuesByName() {
        assertThat(sqs.getQueueUrl(request -> request.queueName("q")).queueUrl())
                .isEqualTo(URL);
        assertThat(sqs.listQueues().queueUrls()).containsExactly(URL);
        assertThatThrownBy(() -> sqs.getQueueUrl(request -> request.queueName("none")))
                .isInstanceOf(QueueDoesNotExistException.class);
    }

    private Message onlyMessage() {
        List<Message> messages = receive(0);
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    private List<Message> receive(int visibilityTimeout) {
        return sqs.receiveMessage(
                        request -> request.queueUrl(URL).maxNumberOfMessages(10).visibilityTimeout(visibilityTimeout))
                .messages();
    }
}
