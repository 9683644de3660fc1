package dev.downlink.local.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payload format 2.0: what does not apply is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HttpApiEvent(
        String version,
        String routeKey,
        String rawPath,
        String rawQueryString,
        @Nullable List<String> cookies,
        Map<String, String> headers,
        @Nullable Map<String, String> queryStringParameters,
        Context requestContext,
        @Nullable Map<String, String> pathParameters,
        @Nullable String body,
        @JsonProperty("isBase64Encoded") boolean isBase64Encoded) {

    record Context(
            String accountId,
            String apiId,
            String domainName,
            String domainPrefix,
            Http http,
            String requestId,
            String routeKey,
            String stage,
            String time,
            long timeEpoch) {}

    record Http(String method, String path, String protocol, String sourceIp, String userAgent) {}
}
