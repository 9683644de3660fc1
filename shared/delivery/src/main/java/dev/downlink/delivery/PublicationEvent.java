package dev.downlink.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A publication without an offset, in an event.
 *
 * @param data JSON, in a string
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_NULL)
record PublicationEvent(
        @JsonProperty(required = true) String data,
        @JsonProperty(required = true) long epochMillis,
        @Nullable Map<String, String> tags,
        @Nullable PublishingClient client) {

    /** The publishing client, or one that left; its infos are JSON in strings. */
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PublishingClient(
            @JsonProperty(required = true) String client,
            @JsonProperty(required = true) String user,
            @Nullable String connectionInfo,
            @Nullable String channelInfo) {

        static PublishingClient of(ClientInfo info) {
            return new PublishingClient(
                    info.client(), info.user(), text(info.connectionInfo()), text(info.channelInfo()));
        }

        ClientInfo info() {
            return new ClientInfo(client, user, json(connectionInfo), json(channelInfo));
        }

        private static @Nullable String text(@Nullable Json json) {
            return json == null ? null : json.text();
        }

        private static @Nullable Json json(@Nullable String text) {
            return text == null ? null : new Json(text);
        }
    }

    static PublicationEvent of(Publication publication) {
        @Nullable ClientInfo info = publication.info();
        return new PublicationEvent(
                publication.data().text(),
                publication.time().toEpochMilli(),
                publication.tags().isEmpty() ? null : publication.tags(),
                info == null ? null : PublishingClient.of(info));
    }

    Publication publication() {
        return new Publication(
                0,
                new Json(data),
                client == null ? null : client.info(),
                tags == null ? Map.of() : tags,
                Instant.ofEpochMilli(epochMillis));
    }
}
