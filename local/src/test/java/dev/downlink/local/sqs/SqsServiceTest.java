package dev.downlink.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.local.http.HttpServer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

final class SqsServiceTest {

    private final EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Queues queues = new Queues(Clock.systemUTC());
    private HttpServer server;
    private SqsClient sqs;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.start(eventLoops, 0, new SqsService(queues, Clock.systemUTC()));
        sqs = SqsClient.builder()
                .endpointOverride(URI.create("http://localhost:" + server.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        url = sqs.createQueue(request -> request.queueName("q")).queueUrl();
    }

    @AfterEach
    void stop() {
        sqs.close();
        server.close();
        eventLoops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
    }

    @Test
    void deliversWhatWasSentWithItsAttributes() {
        sqs.sendMessage(request -> request.queueUrl(url)
                .messageBody("déjà vu")
                .messageAttributes(Map.of(
                        "b",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("x")
                                .build(),
                        "a",
                        MessageAttributeValue.builder()
                                .dataType("Binary")
                                .binaryValue(software.amazon.awssdk.core.SdkBytes.fromUtf8String("y"))
                                .build())));

        Message message = onlyMessage();

        assertThat(message.body()).isEqualTo("déjà vu");
        assertThat(message.messageAttributes()).containsKeys("a", "b");
    }

    @Test
    void hidesAReceivedMessageUntilItsVisibilityTimeoutPasses() {
        queues.send("q", "m");
        Message message = onlyMessage();

        assertThat(receive()).isEmpty();
        sqs.changeMessageVisibility(request ->
                request.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
        assertThat(receive()).hasSize(1);
    }

    @Test
    void forgetsADeletedMessage() {
        queues.send("q", "m");
        String handle = onlyMessage().receiptHandle();

        sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(handle));

        assertThat(attribute(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .isEqualTo("0");
    }

    @Test
    void answersALongPollAsSoonAsAMessageComes() {
        CompletableFuture<List<Message>> polled = CompletableFuture.supplyAsync(
                () -> sqs.receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(20))
                        .messages());

        queues.send("q", "late");

        assertThat(polled)
                .succeedsWithin(Duration.ofSeconds(5))
                .satisfies(messages -> assertThat(messages).hasSize(1));
    }

    @Test
    void answersEachEntryOfABatch() {
        var answer = sqs.sendMessageBatch(request -> request.queueUrl(url)
                .entries(
                        SendMessageBatchRequestEntry.builder()
                                .id("good")
                                .messageBody("m")
                                .build(),
                        SendMessageBatchRequestEntry.builder()
                                .id("bad")
                                .messageBody("m")
                                .delaySeconds(901)
                                .build()));

        assertThat(answer.successful()).hasSize(1);
        assertThat(answer.failed()).extracting(BatchResultErrorEntry::id).containsExactly("bad");
        assertThat(attribute(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).isEqualTo("1");
    }

    @Test
    void emptiesAPurgedQueue() {
        queues.send("q", "m");

        sqs.purgeQueue(request -> request.queueUrl(url));

        assertThat(attribute(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).isEqualTo("0");
    }

    @Test
    void findsQueuesByName() {
        assertThat(sqs.getQueueUrl(request -> request.queueName("q")).queueUrl())
                .isEqualTo(url);
        assertThat(sqs.listQueues().queueUrls()).containsExactly(url);
        assertThatThrownBy(() -> sqs.getQueueUrl(request -> request.queueName("none")))
                .isInstanceOf(QueueDoesNotExistException.class);
    }

    private Message onlyMessage() {
        List<Message> messages = receive();
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    private List<Message> receive() {
        return sqs.receiveMessage(
                        request -> request.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
    }

    private String attribute(QueueAttributeName name) {
        return sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes()
                .getOrDefault(name, "");
    }
}
