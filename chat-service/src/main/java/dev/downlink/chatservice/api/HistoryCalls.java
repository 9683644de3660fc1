package dev.downlink.chatservice.api;

import dev.downlink.api.ApiAnswer;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.history.ChannelHistory;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.StreamPosition;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Reads history for back ends, as many of the publications as one answer holds. */
@Singleton
final class HistoryCalls {

    /** 2 MB: escaped once more, as the body of Lambda's answer, it stays below Lambda's limit of 6 MB. */
    private static final int MAX_HISTORY_BYTES = 2 * 1024 * 1024;

    private final ChannelRules rules;
    private final ChannelHistory history;

    HistoryCalls(ChannelRules rules, ChannelHistory history) {
        this.rules = rules;
        this.history = history;
    }

    ApiAnswer history(HistoryRequest request) {
        if (request.channel().isEmpty()) {
            return new ApiAnswer.OfError(ErrorCode.BAD_REQUEST);
        }
        @Nullable
        Channel channel = rules.find(new ChannelName(request.channel())).orElse(null);
        if (channel == null) {
            return new ApiAnswer.OfError(ErrorCode.UNKNOWN_CHANNEL);
        }
        if (!channel.hasHistory()) {
            return new ApiAnswer.OfError(ErrorCode.NOT_AVAILABLE);
        }
        @Nullable StreamPosition since = request.position();
        ChannelHistory.Page page = history.history(
                channel, new ChannelHistory.Query(request.limit(), since, request.reverse(), MAX_HISTORY_BYTES));
        if (since != null
                && !since.epoch().isEmpty()
                && !since.epoch().equals(page.head().epoch())) {
            return new ApiAnswer.OfError(ErrorCode.UNRECOVERABLE_POSITION);
        }
        return new ApiAnswer.OfResult(new ChatResult.HistoryResult(
                page.publications().stream().map(ChatResult.ApiPublication::of).toList(),
                page.head().epoch(),
                page.head().offset()));
    }
}
