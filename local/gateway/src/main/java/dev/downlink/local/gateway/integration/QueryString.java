package dev.downlink.local.gateway.integration;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Query parameters as API Gateway reads them: {@code &} separates them, and nothing else does. */
public final class QueryString {

    private static final int MAX_PARAMETERS = 1024;

    private QueryString() {}

    /**
     * The decoded values by name, in the order of the query.
     *
     * @param hasPath whether the text is a whole URI, and not only a query
     */
    public static Map<String, List<String>> of(String text, boolean hasPath) {
        return new QueryStringDecoder(text, StandardCharsets.UTF_8, hasPath, MAX_PARAMETERS, true).parameters();
    }
}
