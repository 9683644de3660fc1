package dev.downlink.chatservice.api;

import dev.downlink.api.ApiAnswer;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.time.Deadline;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to several channels in parallel, each independent of the others. A channel for which no time is left is answered
 * with error 111 and has nothing published.
 */
@Singleton
final class BroadcastCalls {

    private static final Logger LOG = LoggerFactory.getLogger(BroadcastCalls.class);

    /** 8 channels of a broadcast in parallel. */
    private static final int WIDTH = 8;

    /** 1,000 channels: what one invocation publishes to in its time on a normal day, and a response for each. */
    private static final int MAX_CHANNELS = 1000;

    /** 3 s: a publication that begins with less time left may keep the responses of all others from being sent. */
    private static final Duration PUBLISH_TIME = Duration.ofSeconds(3);

    private final PublishCalls publish;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            WIDTH, Thread.ofPlatform().name("broadcast-", 0).daemon().factory());

    BroadcastCalls(PublishCalls publish) {
        this.publish = publish;
    }

    ApiAnswer broadcast(PublishRequest request, Deadline deadline) {
        if (request.channels().isEmpty() || !request.decodable()) {
            return new ApiAnswer.OfError(ErrorCode.BAD_REQUEST);
        }
        if (request.channels().size() > MAX_CHANNELS) {
            return new ApiAnswer.OfError(ErrorCode.LIMIT_EXCEEDED);
        }
        List<CompletableFuture<ApiAnswer>> answers = request.channels().stream()
                .map(channel -> CompletableFuture.supplyAsync(
                        () -> deadline.leaves(PUBLISH_TIME)
                                ? publish(channel, request)
                                : new ApiAnswer.OfError(ErrorCode.TOO_MANY_REQUESTS),
                        threads))
                .toList();
        return new ApiAnswer.OfResult(new ChatResult.BroadcastResult(
                answers.stream().map(CompletableFuture::join).toList()));
    }

    private ApiAnswer publish(String channel, PublishRequest request) {
        try {
            return publish.publish(channel, request);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("method", "broadcast")
                    .addKeyValue("channel", channel)
                    .setCause(e)
                    .log("cannot publish to one channel of a broadcast; answering error 100 for it");
            return new ApiAnswer.OfError(ErrorCode.INTERNAL);
        }
    }
}
