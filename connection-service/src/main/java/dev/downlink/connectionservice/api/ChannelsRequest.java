package dev.downlink.connectionservice.api;

import dev.downlink.api.ApiRequest;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Objects;

/**
 * Lists channels with subscribers.
 *
 * @param pattern of their names; empty for all
 * @param cursor where to continue; empty for the first part
 */
@Serdeable.Deserializable
record ChannelsRequest(String pattern, String cursor) implements ApiRequest {

    /** 1,024 characters: a pattern is compiled, and compared with every channel. */
    private static final int MAX_PATTERN_LENGTH = 1024;

    public ChannelsRequest {
        pattern = Objects.requireNonNullElse(pattern, "");
        cursor = Objects.requireNonNullElse(cursor, "");
    }

    @Override
    public boolean valid() {
        return pattern.length() <= MAX_PATTERN_LENGTH;
    }
}
