package dev.downlink.connectionservice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.api.ApiClientInfo;
import dev.downlink.api.ApiResult;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;
import java.util.TreeMap;

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

    /** Nothing to say. */
    @Serdeable.Serializable
    record Done() implements ConnectionResult {}
}
