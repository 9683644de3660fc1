package dev.downlink.chatservice.api;

import dev.downlink.api.ApiAnswer;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.history.ChannelHistory;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.StreamPosition;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads history for back ends, as many of the publications as one answer holds, and removes it. */
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
        return in(request.channel(), channel -> history(channel, request));
    }

    /** The position stays: subscribers go on, and a recovery from before it fails. */
    ApiAnswer remove(HistoryRemoveRequest request) {
        return in(request.channel(), channel -> {
            history.remove(channel);
            return new ApiAnswer.OfResult(new ChatResult.Done());
        });
    }

    private ApiAnswer in(String name, Function<Channel, ApiAnswer> call) {
        if (name.isEmpty()) {
            return new ApiAnswer.OfError(ErrorCode.BAD_REQUEST);
        }
        @Nullable Channel channel = rules.find(new ChannelName(name)).orElse(null);
        if (channel == null) {
            return new ApiAnswer.OfError(ErrorCode.UNKNOWN_CHANNEL);
        }
        return channel.hasHistory() ? call.apply(channel) : new ApiAnswer.OfError(ErrorCode.NOT_AVAILABLE);
    }

    private ApiAnswer history(Channel channel, HistoryRequest request) {
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
