package dev.downlink.local.gateway.websocket;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The event a function gets, in the shape of AWS: what does not apply is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SocketEvent(
        @Nullable Map<String, String> headers,
        @Nullable Map<String, List<String>> multiValueHeaders,
        @Nullable Map<String, String> queryStringParameters,
        @Nullable Map<String, List<String>> multiValueQueryStringParameters,
        Context requestContext,
        @Nullable String body,
        @JsonProperty("isBase64Encoded") boolean isBase64Encoded) {

    /** Times are epoch milliseconds, except {@code requestTime}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Context(
            String routeKey,
            @Nullable String messageId,
            String eventType,
            @Nullable Integer disconnectStatusCode,
            @Nullable String disconnectReason,
            String extendedRequestId,
            String requestTime,
            String messageDirection,
            String stage,
            long connectedAt,
            long requestTimeEpoch,
            Identity identity,
            String requestId,
            String domainName,
            String connectionId,
            String apiId) {}

    /** Where the client is and what it calls itself. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Identity(@Nullable String userAgent, String sourceIp) {

        static Identity of(Client client) {
            return new Identity(client.userAgent(), client.sourceIp());
        }
    }
}
