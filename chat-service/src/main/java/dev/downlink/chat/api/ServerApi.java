package dev.downlink.chat.api;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Namespace;
import dev.downlink.channel.Retention;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Limits;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.publish.Publisher;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes for back ends, who may publish to every channel that exists, and tells them what has been published. */
@Singleton
final class ServerApi {

    private static final Logger LOG = LoggerFactory.getLogger(ServerApi.class);

    /** 8 channels of a broadcast at a time. */
    private static final int WIDTH = 8;

    /** With its channel an idempotency key makes a key of DynamoDB. */
    private static final int MAX_IDEMPOTENCY_KEY_LENGTH = 255;

    /** 2 MB: escaped once more, as the body of Lambda's answer, it stays below the 6 MB of that. */
    private static final int MAX_HISTORY_BYTES = 2 * 1024 * 1024;

    private final ChannelRules rules;
    private final Publisher publisher;
    private final ChannelHistory log;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            WIDTH, Thread.ofPlatform().name("broadcast-", 0).daemon().factory());

    ServerApi(ChannelRules rules, Publisher publisher, ChannelHistory log) {
        this.rules = rules;
        this.publisher = publisher;
        this.log = log;
    }

    /** @return {@link Reply.Published} or {@link Reply.Failed} */
    Reply publish(PublishRequest request) {
        return answered("publish", request.channel(), () -> publish(new ChannelName(request.channel()), request));
    }

    /** Publishes to each of the channels, side by side and each on its own account. */
    BroadcastAnswer broadcast(PublishRequest request) {
        if (request.channels().isEmpty() || !request.decodable()) {
            return new BroadcastAnswer.Refused(ErrorCode.BAD_REQUEST);
        }
        List<CompletableFuture<Reply>> underWay = request.channels().stream()
                .map(channel -> CompletableFuture.supplyAsync(
                        () -> answered("broadcast", channel, () -> publish(new ChannelName(channel), request)),
                        threads))
                .toList();
        return new BroadcastAnswer.Done(
                underWay.stream().map(CompletableFuture::join).toList());
    }

    /** @return {@link Reply.History}, with as many of the publications as one answer holds, or {@link Reply.Failed} */
    Reply history(HistoryRequest request) {
        return answered("history", request.channel(), () -> history(new ChannelName(request.channel()), request));
    }

    private Reply publish(ChannelName channel, PublishRequest request) {
        if (channel.value().isEmpty() || !request.decodable()) {
            return new Reply.Failed(ErrorCode.BAD_REQUEST);
        }
        @Nullable Namespace namespace = rules.namespaceOf(channel).orElse(null);
        if (namespace == null) {
            return new Reply.Failed(ErrorCode.UNKNOWN_CHANNEL);
        }
        @Nullable Json data = request.content().orElse(null);
        if (data == null || !request.wellFormed() || request.idempotencyKey().length() > MAX_IDEMPOTENCY_KEY_LENGTH) {
            return new Reply.Failed(ErrorCode.BAD_REQUEST);
        }
        if (data.utf8Length() + Publication.wireBytes(request.tags()) > Limits.MAX_DATA_BYTES) {
            return new Reply.Failed(ErrorCode.LIMIT_EXCEEDED);
        }
        boolean kept = namespace.hasHistory() && !request.skipHistory();
        // Rather refused than done otherwise than asked: versions are not compared, and only the log remembers keys.
        if (request.version() != 0 || (!request.idempotencyKey().isEmpty() && !kept)) {
            return new Reply.Failed(ErrorCode.NOT_AVAILABLE);
        }
        String key = request.idempotencyKey();
        Draft draft = new Draft(data, null, request.tags(), key.isEmpty() ? null : key);
        if (kept) {
            return new Reply.Published(channel.value(), publisher.publish(channel, draft));
        }
        publisher.deliver(channel, draft);
        return new Reply.Published(channel.value(), null);
    }

    private Reply history(ChannelName channel, HistoryRequest request) {
        if (channel.value().isEmpty()) {
            return new Reply.Failed(ErrorCode.BAD_REQUEST);
        }
        @Nullable Namespace namespace = rules.namespaceOf(channel).orElse(null);
        if (namespace == null) {
            return new Reply.Failed(ErrorCode.UNKNOWN_CHANNEL);
        }
        if (!namespace.hasHistory()) {
            return new Reply.Failed(ErrorCode.NOT_AVAILABLE);
        }
        @Nullable StreamPosition since = request.since();
        ChannelHistory.Page page = log.history(
                channel,
                new ChannelHistory.Query(request.limit(), since, request.reverse(), MAX_HISTORY_BYTES),
                new Retention(namespace.historySize(), namespace.historyTtl()));
        if (since != null
                && !since.epoch().isEmpty()
                && !since.epoch().equals(page.head().epoch())) {
            return new Reply.Failed(ErrorCode.UNRECOVERABLE_POSITION);
        }
        return new Reply.History(channel.value(), page.publications(), page.head());
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
