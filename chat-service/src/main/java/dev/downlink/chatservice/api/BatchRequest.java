package dev.downlink.chatservice.api;

import dev.downlink.api.ApiRequest;
import dev.downlink.protocol.Json;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Calls several methods.
 *
 * @param commands each an object with one field: the method's name, and its request
 * @param parallel whether they may be carried out side by side; otherwise one after the other
 */
@Serdeable.Deserializable
record BatchRequest(List<Map<String, Json>> commands, boolean parallel) implements ApiRequest {

    public BatchRequest {
        commands = List.copyOf(Objects.requireNonNullElse(commands, List.of()));
    }
}
