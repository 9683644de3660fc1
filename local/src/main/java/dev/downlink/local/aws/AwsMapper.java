package dev.downlink.local.aws;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Records as AWS's protocols have them: members in upper camel case, nothing for null, unknown members ignored. */
public final class AwsMapper {

    private AwsMapper() {}

    public static ObjectMapper of(MapperBuilder<?, ?> builder, Module timestamps) {
        return builder.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(timestamps)
                .build();
    }

    /**
     * Reads a request.
     *
     * @throws AwsException if it cannot be read, or the type refuses its values
     */
    public static <T> T read(ObjectMapper mapper, byte[] body, Class<T> type) {
        try {
            return mapper.readValue(body, type);
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof AwsException refused) {
                throw refused;
            }
            throw new AwsException(400, "SerializationException", e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
