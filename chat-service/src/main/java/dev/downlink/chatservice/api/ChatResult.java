package dev.downlink.chatservice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.downlink.api.ApiAnswer;
import dev.downlink.api.ApiClientInfo;
import dev.downlink.api.ApiResult;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The result of one call. */
sealed interface ChatResult extends ApiResult {

    /** Both are absent if nothing was kept. */
    @Serdeable.Serializable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PublishResult(@Nullable Long offset, @Nullable String epoch) implements ChatResult {
        static PublishResult at(@Nullable StreamPosition position) {
            return position == null
                    ? new PublishResult(null, null)
                    : new PublishResult(position.offset(), position.epoch());
        }
    }

    /** Nothing to say. */
    @Serdeable.Serializable
    record Done() implements ChatResult {}

    /** @param schedule its id, with which it can be cancelled until it is published */
    @Serdeable.Serializable
    record ScheduledResult(String schedule) implements ChatResult {}

    /** @param responses one for each channel, in the order of the request */
    @Serdeable.Serializable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record BroadcastResult(List<ApiAnswer> responses) implements ChatResult {
        public BroadcastResult {
            responses = List.copyOf(responses);
        }
    }

    @Serdeable.Serializable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record HistoryResult(List<ApiPublication> publications, String epoch, long offset) implements ChatResult {
        public HistoryResult {
            publications = List.copyOf(publications);
        }
    }

    /** @param tags absent if there are none; in alphabetical order */
    @Serdeable.Serializable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ApiPublication(
            Json data,
            @Nullable ApiClientInfo info,
            long offset,
            @Nullable Map<String, String> tags) {
        static ApiPublication of(Publication publication) {
            @Nullable ClientInfo info = publication.info();
            return new ApiPublication(
                    publication.data(),
                    info == null ? null : ApiClientInfo.of(info),
                    publication.offset(),
                    publication.tags().isEmpty() ? null : new TreeMap<>(publication.tags()));
        }
    }
}
