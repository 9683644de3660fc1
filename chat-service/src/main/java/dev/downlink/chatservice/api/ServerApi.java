package dev.downlink.chatservice.api;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.history.IdempotencyKey;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Limits;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.publish.Publisher;
import dev.downlink.time.Deadline;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes for back ends, which may publish to every channel that has a namespace, and reads history for them. */
@Singleton
final class ServerApi {

    private static final Logger LOG = LoggerFactory.getLogger(ServerApi.class);

    /** 8 channels of a broadcast in parallel. */
    private static final int WIDTH = 8;

    /** 1,000 channels: what one invocation publishes to in its time on a normal day, and a response for each. */
    private static final int MAX_CHANNELS = 1000;

    /** 3 s: a publication that begins with less time left may keep the responses of all others from being sent. */
    private static final Duration PUBLISH_TIME = Duration.ofSeconds(3);

    /** With its channel an idempotency key makes a key of DynamoDB. */
    private static final int MAX_IDEMPOTENCY_KEY_LENGTH = 255;

    /** 2 MB: escaped once more, as the body of Lambda's answer, it stays below the 6 MB of that. */
    private static final int MAX_HISTORY_BYTES = 2 * 1024 * 1024;

    private final ChannelRules rules;
    private final Publisher publisher;
    private final ChannelHistory history;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            WIDTH, Thread.ofPlatform().name("broadcast-", 0).daemon().factory());

    ServerApi(ChannelRules rules, Publisher publisher, ChannelHistory history) {
        this.rules = rules;
        this.publisher = publisher;
        this.history = history;
    }

    /** @return {@link Reply.Published} or {@link Reply.Failed} */
    Reply publish(PublishRequest request) {
        return answered("publish", request.channel(), () -> publish(new ChannelName(request.channel()), request));
    }

    /**
     * Publishes to the channels in parallel, each independent of the others. A channel for which no time is left is answered
     * with error 111 and has nothing published; more than 1,000 channels are refused with error 106.
     */
    BroadcastAnswer broadcast(PublishRequest request, Deadline deadline) {
        if (request.channels().isEmpty() || !request.decodable()) {
            return new BroadcastAnswer.Refused(ErrorCode.BAD_REQUEST);
        }
        if (request.channels().size() > MAX_CHANNELS) {
            return new BroadcastAnswer.Refused(ErrorCode.LIMIT_EXCEEDED);
        }
        List<CompletableFuture<Reply>> underWay = request.channels().stream()
                .map(channel -> CompletableFuture.supplyAsync(
                        () -> deadline.leaves(PUBLISH_TIME)
                                ? answered("broadcast", channel, () -> publish(new ChannelName(channel), request))
                                : new Reply.Failed(ErrorCode.TOO_MANY_REQUESTS),
                        threads))
                .toList();
        return new BroadcastAnswer.Done(
                underWay.stream().map(CompletableFuture::join).toList());
    }

    /** @return {@link Reply.History}, with as many of the publications as one answer holds, or {@link Reply.Failed} */
    Reply history(HistoryRequest request) {
        return answered("history", request.channel(), () -> history(new ChannelName(request.channel()), request));
    }

    private Reply publish(ChannelName name, PublishRequest request) {
        if (name.value().isEmpty() || !request.decodable()) {
            return new Reply.Failed(ErrorCode.BAD_REQUEST);
        }
        @Nullable Channel channel = rules.find(name).orElse(null);
        if (channel == null) {
            return new Reply.Failed(ErrorCode.UNKNOWN_CHANNEL);
        }
        @Nullable Json data = request.content().orElse(null);
        if (data == null || !request.wellFormed() || request.idempotencyKey().length() > MAX_IDEMPOTENCY_KEY_LENGTH) {
            return new Reply.Failed(ErrorCode.BAD_REQUEST);
        }
        if (data.utf8Length() + Publication.wireBytes(request.tags()) > Limits.MAX_DATA_BYTES) {
            return new Reply.Failed(ErrorCode.LIMIT_EXCEEDED);
        }
        boolean kept = channel.hasHistory() && !request.skipHistory();
        // Refused, as they would have no effect: versions are not compared, and only the history remembers keys.
        if (request.version() != 0 || (!request.idempotencyKey().isEmpty() && !kept)) {
            return new Reply.Failed(ErrorCode.NOT_AVAILABLE);
        }
        String key = request.idempotencyKey();
        Draft draft = new Draft(data, null, request.tags(), key.isEmpty() ? null : new IdempotencyKey.Named(key));
        if (kept) {
            return new Reply.Published(name.value(), publisher.publish(channel, draft));
        }
        publisher.deliver(channel, draft);
        return new Reply.Published(name.value(), null);
    }

    private Reply history(ChannelName name, HistoryRequest request) {
        if (name.value().isEmpty()) {
            return new Reply.Failed(ErrorCode.BAD_REQUEST);
        }
        @Nullable Channel channel = rules.find(name).orElse(null);
        if (channel == null) {
            return new Reply.Failed(ErrorCode.UNKNOWN_CHANNEL);
        }
        if (!channel.hasHistory()) {
            return new Reply.Failed(ErrorCode.NOT_AVAILABLE);
        }
        @Nullable StreamPosition since = request.since();
        ChannelHistory.Page page = history.history(
                channel, new ChannelHistory.Query(request.limit(), since, request.reverse(), MAX_HISTORY_BYTES));
        if (since != null
                && !since.epoch().isEmpty()
                && !since.epoch().equals(page.head().epoch())) {
            return new Reply.Failed(ErrorCode.UNRECOVERABLE_POSITION);
        }
        return new Reply.History(name.value(), page.publications(), page.head());
    }

    private static Reply answered(String method, String channel, Supplier<Reply> reply) {
        try {
            return reply.get();
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("method", method)
                    .addKeyValue("channel", channel)
                    .setCause(e)
                    .log("server API call failed");
            return new Reply.Failed(ErrorCode.INTERNAL);
        }
    }
}
