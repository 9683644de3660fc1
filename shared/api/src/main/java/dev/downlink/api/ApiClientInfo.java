package dev.downlink.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/** A client in an answer. */
@Serdeable.Serializable
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiClientInfo(
        String user,
        String client,
        @JsonProperty("conn_info") @Nullable Json connectionInfo,
        @JsonProperty("chan_info") @Nullable Json channelInfo) {

    public static ApiClientInfo of(ClientInfo info) {
        return new ApiClientInfo(info.user(), info.client(), info.connectionInfo(), info.channelInfo());
    }
}
