package dev.downlink.chatservice.api;

import dev.downlink.api.ApiAnswer;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.history.Draft;
import dev.downlink.history.IdempotencyKey;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Limits;
import dev.downlink.protocol.Publication;
import dev.downlink.publish.Publisher;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Publishes for back ends. */
@Singleton
final class PublishCalls {

    private final ChannelRules rules;
    private final Publisher publisher;

    PublishCalls(ChannelRules rules, Publisher publisher) {
        this.rules = rules;
        this.publisher = publisher;
    }

    ApiAnswer publish(String channelName, PublishRequest request) {
        if (channelName.isEmpty() || !request.decodable()) {
            return new ApiAnswer.OfError(ErrorCode.BAD_REQUEST);
        }
        @Nullable Channel channel = rules.find(new ChannelName(channelName)).orElse(null);
        if (channel == null) {
            return new ApiAnswer.OfError(ErrorCode.UNKNOWN_CHANNEL);
        }
        @Nullable Json data = request.content().orElse(null);
        if (data == null || !request.wellFormed()) {
            return new ApiAnswer.OfError(ErrorCode.BAD_REQUEST);
        }
        if (data.utf8Length() + Publication.wireBytes(request.tags()) > Limits.MAX_DATA_BYTES) {
            return new ApiAnswer.OfError(ErrorCode.LIMIT_EXCEEDED);
        }
        boolean kept = channel.hasHistory() && !request.skipHistory();
        @Nullable IdempotencyKey key = request.key();
        // Refused, as they would have no effect: only the history remembers keys and versions.
        if (key != null && !kept) {
            return new ApiAnswer.OfError(ErrorCode.NOT_AVAILABLE);
        }
        Draft draft = new Draft(data, null, request.tags(), key);
        if (kept) {
            return new ApiAnswer.OfResult(ChatResult.PublishResult.at(publisher.publish(channel, draft)));
        }
        publisher.deliver(channel, draft);
        return new ApiAnswer.OfResult(ChatResult.PublishResult.at(null));
    }
}
