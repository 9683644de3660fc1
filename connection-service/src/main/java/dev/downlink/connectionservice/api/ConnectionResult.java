package dev.downlink.connectionservice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.api.ApiClientInfo;
import dev.downlink.api.ApiResult;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The result of one call. */
sealed interface ConnectionResult extends ApiResult {

    /** @param presence by client id, in alphabetical order */
    @Serdeable.Serializable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PresenceResult(Map<String, ApiClientInfo> presence) implements ConnectionResult {
        public PresenceResult {
            presence = new TreeMap<>(presence);
        }
    }

    @Serdeable.Serializable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record StatsResult(
            @JsonProperty("num_clients") int clients,
            @JsonProperty("num_users") int users) implements ConnectionResult {}

    /** @param cursor with which another call continues; absent if these are all channels */
    @Serdeable.Serializable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChannelsResult(
            Map<String, ChannelClients> channels, @Nullable String cursor) implements ConnectionResult {
        static ChannelsResult of(SortedMap<String, Integer> clients, @Nullable String cursor) {
            Map<String, ChannelClients> channels = new TreeMap<>();
            clients.forEach((name, count) -> channels.put(name, new ChannelClients(count)));
            return new ChannelsResult(channels, cursor);
        }

        public ChannelsResult {
            channels = new TreeMap<>(channels);
        }
    }

    @Serdeable.Serializable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ChannelClients(@JsonProperty("num_clients") int clients) {}

    @Serdeable.Serializable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record InfoResult(List<Node> nodes) implements ConnectionResult {
        public InfoResult {
            nodes = List.copyOf(nodes);
        }
    }

    /** @param uptime always 0: functions come and go */
    @Serdeable.Serializable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Node(
            String uid,
            String name,
            String version,
            @JsonProperty("num_clients") int clients,
            @JsonProperty("num_users") int users,
            @JsonProperty("num_subs") int subscriptions,
            @JsonProperty("num_channels") int channels,
            int uptime) {}

    /** Nothing to say. */
    @Serdeable.Serializable
    record Done() implements ConnectionResult {}
}
